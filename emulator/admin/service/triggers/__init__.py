"""Events that a developer makes happen, with data of their own."""

from emulator.admin.service.triggers.firing import UnknownEvent, fire_trigger, list_triggers

__all__ = ["UnknownEvent", "fire_trigger", "list_triggers"]
