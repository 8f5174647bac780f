"""Where a municipality asks for two pairs of eyes, nobody publishes their own last word."""

from __future__ import annotations

import pytest

from cms.exchange.findings import MoveRefused
from cms.library.two_eyes import SecondPairOfEyes
from cms.municipalities.models import Municipality
from cms.submissions.services import approve, submit
from tests.submissions.conftest import NewItem, Town, fresh, titles


@pytest.fixture
def careful(town: Town) -> Municipality:
    town.vejen.two_eyes = True
    town.vejen.save()
    return town.vejen


def test_the_writer_is_refused_and_a_colleague_is_not(
    town: Town, careful: Municipality, draft: NewItem
) -> None:
    writer = town["vejen-redaktør"]
    item = fresh(draft("activity", careful, writer))
    with pytest.raises(SecondPairOfEyes):
        item.latest_revision.publish(user=writer, skip_permission_checks=True)
    assert titles(careful) == []
    (row,) = submit(item, [careful], writer)
    with pytest.raises(SecondPairOfEyes):
        approve(row, town["vejen-redaktør"], seen=row.revision_id or 0)
    assert titles(careful) == []
    assert approve(row, town["vejen-kollega"], seen=row.revision_id or 0)
    assert titles(careful) == ["Åbent hus"]


def test_without_the_rule_one_pair_is_enough(town: Town, draft: NewItem) -> None:
    writer = town["vejen-redaktør"]
    item = fresh(draft("activity", town.vejen, writer))
    item.latest_revision.publish(user=writer, skip_permission_checks=True)
    assert titles(town.vejen) == ["Åbent hus"]


def test_a_file_is_no_way_around_it(town: Town, careful: Municipality) -> None:
    from cms.exchange.contents import Contents
    from cms.exchange.moving import move_in

    contents = Contents(tables=[], records={}, findings=[])
    with pytest.raises(MoveRefused):
        move_in(contents, careful, town["vejen-redaktør"], publishes=True)
    move_in(contents, careful, town["vejen-redaktør"], publishes=False)
