"""Every mistake that the phone names: by the wallet that refuses, and by `explain` before it does."""
