"""An API is static data, with little that must be said."""

from emulator.core.provider import Api
from tests.core.sample import GREET, SampleWire


def test_an_operation_answers_at_its_path_unless_the_api_spells_it_otherwise() -> None:
    plain = Api("sample", "Sample", ("/sample/",), (GREET,), SampleWire())
    spelt = Api("sample", "Sample", ("/sample/",), (GREET,), SampleWire(), spellings=lambda path: (path, f"/static{path}"))

    assert list(plain.spellings(GREET.path)) == ["/sample/greet"]
    assert list(spelt.spellings(GREET.path)) == ["/sample/greet", "/static/sample/greet"]


def test_an_api_announces_asks_and_settles_nothing_unless_it_says_so() -> None:
    api = Api("sample", "Sample", ("/sample/",), (GREET,), SampleWire())

    assert (api.notices, api.questions, api.deadlines, api.reactions, api.of_a_world) == ((), (), (), (), True)
