"""What all messages of our own API have in common."""

from pydantic import BaseModel, ConfigDict


class AdminMessage(BaseModel):
    """A message of the admin API; its validator is built when the first of its kind comes, as most never do."""

    model_config = ConfigDict(defer_build=True)
