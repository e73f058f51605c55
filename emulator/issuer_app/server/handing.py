"""What a wallet handed over, from the message that brings it."""

from typing import Final

from ..wallets.handed import AppleHanded, Handed, PushHanded, octets
from .schemas import ApplePayWish, GooglePayWish, SamsungPayWish, TokenConnectWish

# The wallets as token requestors at Visa (processors' documentation).
GOOGLE: Final = "40010075001"
SAMSUNG: Final = "40010043095"


def handed_over(wish: TokenConnectWish | GooglePayWish | SamsungPayWish | ApplePayWish) -> Handed | None:
    """Return what the wallet handed over; None when it is not told, which not every payload needs.

    Raises BadWalletSession.
    """
    if isinstance(wish, ApplePayWish):
        nonce, signature = octets(wish.nonce, "nonce"), octets(wish.nonceSignature, "nonceSignature")
        return AppleHanded(tuple(wish.certificates), nonce, signature)
    if isinstance(wish, GooglePayWish) and wish.walletId and wish.stableHardwareId:
        return PushHanded(wish.token_requestor_id or GOOGLE, wish.walletId, wish.stableHardwareId, wish.clientAppID)
    if isinstance(wish, SamsungPayWish) and wish.walletUserId and wish.deviceId:
        return PushHanded(wish.token_requestor_id or SAMSUNG, wish.walletUserId, wish.deviceId)
    return None
