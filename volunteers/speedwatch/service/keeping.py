"""Keeping the devices of schemes, and thresholds that the force sets for one of them."""

from datetime import date

from sqlalchemy.dialects.postgresql import insert

from volunteers import clock
from volunteers.errors import NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.history.service import record
from volunteers.permissions import Permission, Viewer
from volunteers.speedwatch.models import Device, SchemeThreshold
from volunteers.speedwatch.queries.schemes import get_staff_scheme

KEEP = Permission.SESSION_HAND_OVER


def keep_device(unit_id: int, *, make: str, serial: str, calibrated_until: date, by: Viewer) -> Device:
    """Write down a device of a scheme; the same serial again is that device with its new calibration."""
    unit = get_staff_scheme(unit_id, by, KEEP)
    found = db.session.query(Device).filter_by(serial=serial, retired_at=None).with_for_update().one_or_none()
    if found is not None and found.unit_id != unit.id:
        raise Refused(Refusal("device_elsewhere", "Another scheme has the device of this serial number."))
    device = found or Device(unit_id=unit.id, serial=serial)
    device.make, device.calibrated_until = make, calibrated_until
    device.kept_by_id, device.kept_at = by.account_id, clock.now()
    db.session.add(device)
    db.session.flush()
    record("speedwatch_device_kept", subject="unit", subject_id=unit.id, by=by.account_id, device=device.id)
    return device


def retire_device(device_id: int, *, by: Viewer) -> Device:
    """Take a device out of use: no return names it any more."""
    device = db.session.get(Device, device_id, with_for_update=True)
    if device is None:
        raise NotFound(f"no device {device_id}")
    get_staff_scheme(device.unit_id, by, KEEP)
    device.retired_at = device.retired_at or clock.now()
    record("speedwatch_device_retired", subject="unit", subject_id=device.unit_id, by=by.account_id, device=device.id)
    return device


def set_threshold(unit_id: int, *, speed_limit: int, threshold: int, by: Viewer) -> None:
    """Set the lowest speed that a scheme notes on roads of a limit, for sessions planned from now on."""
    unit, rules = get_staff_scheme(unit_id, by, KEEP), current_force().speedwatch
    if speed_limit not in rules.thresholds or not speed_limit < threshold < rules.highest_speed:
        words = f"The threshold must be above the limit of {speed_limit} mph and below {rules.highest_speed}."
        raise Refused(Refusal("threshold", words))
    kept = {"threshold": threshold, "set_by_id": by.account_id, "set_at": clock.now()}
    db.session.execute(
        insert(SchemeThreshold)
        .values(unit_id=unit.id, speed_limit=speed_limit, **kept)
        .on_conflict_do_update(index_elements=["unit_id", "speed_limit"], set_=kept)
    )
    db.session.expire_all()
    record(
        "speedwatch_threshold_set", subject="unit", subject_id=unit.id, by=by.account_id, limit=speed_limit,
        threshold=threshold,
    )  # fmt: skip
