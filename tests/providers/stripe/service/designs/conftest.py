"""Bundles and a logo to make designs from."""

import io
from typing import Any

import pytest
import stripe

from tests.providers.stripe.sdk import WitnessedClient


@pytest.fixture
async def custom(issuing: Any) -> Any:
    """The bundle that takes logo and text."""
    return (await issuing.physical_bundles.list_async({"type": "custom"})).data[0]


@pytest.fixture
async def standard(issuing: Any) -> Any:
    """The bundle that takes neither."""
    return (await issuing.physical_bundles.list_async({"type": "standard"})).data[0]


@pytest.fixture
async def logo(connection: tuple[stripe.StripeClient, WitnessedClient]) -> Any:
    """A file that can be printed on cards."""
    return await connection[0].v1.files.create_async({"purpose": "business_logo", "file": io.BytesIO(b"\x89PNG")})
