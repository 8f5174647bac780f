"""Lengths, lighter forms, and what is said, of real films."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st
from wagtailmedia.forms import get_media_form

from cms.media.lengths import seconds_of
from cms.media.models import Captions, Form, Rendition, Video
from cms.media.renditions import keep_rendition
from cms.media.showing import length_of, lighter_forms
from cms.media.transcripts import Passage, chosen, passages_of, sentences
from tests.capabilities.playable.films import MEDIA, NAME, add_captions, film


@pytest.fixture(autouse=True)
def own_media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_the_length_of_a_film_and_of_its_sound_alone() -> None:
    for name in (f"{NAME}.mp4", f"{NAME}.audio.m4a"):
        with (MEDIA / name).open("rb") as file:
            assert seconds_of(file) == pytest.approx(18.26, abs=0.1)
            assert file.tell() == 0


@given(st.binary(max_size=200))
def test_whatever_is_no_film_has_no_length(content: bytes) -> None:
    assert seconds_of(io.BytesIO(content)) >= 0
    assert seconds_of(io.BytesIO(b"\0\0\0\x08moov" + content)) >= 0


@given(st.integers(0, 400))
def test_a_film_that_is_cut_off_is_no_accident(kept: int) -> None:
    whole = (MEDIA / f"{NAME}.mp4").read_bytes()
    assert seconds_of(io.BytesIO(whole[:kept])) in (0.0, pytest.approx(18.26, abs=0.1))


def test_a_film_that_does_not_say_lasts_as_long_as_its_captions(db: None) -> None:
    video = film()
    Video.objects.filter(pk=video.pk).update(duration=0)
    assert length_of(Video.objects.get(pk=video.pk)) == pytest.approx(18.163)


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="no ffmpeg here")
def test_what_is_missing_is_made_and_may_be_made_again(db: None) -> None:
    video = film()
    for _twice in range(2):
        call_command("make_renditions", form="audio", stdout=io.StringIO())
        [made] = Rendition.objects.all()
        assert (made.video, made.form) == (video, Form.AUDIO)
        assert 0 < made.size < video.file.size / 2
        with made.file.open("rb") as file:
            assert seconds_of(file) == pytest.approx(18.26, abs=0.2)


def test_without_ffmpeg_the_command_says_what_to_do(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    film()
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CommandError, match="apt-get install ffmpeg"):
        call_command("make_renditions")
    assert not Rendition.objects.exists()


def test_a_new_file_replaces_the_old(db: None) -> None:
    video = film()
    for content in (b"one", b"the other"):
        keep_rendition(video, Form.LOW, "let.mp4", ContentFile(content))
    [shown] = lighter_forms(video)
    assert (shown["name"], shown["bytes"], shown["type"]) == ("low", 9, "video/mp4")


def test_editors_put_lighter_forms_beside_the_film(db: None) -> None:
    video = film()
    sound = (MEDIA / f"{NAME}.audio.m4a").read_bytes()
    form_class = get_media_form(Video)
    data = {"title": "Ny", "collection": video.collection_id, "duration": 18}
    wrong = form_class(
        data, {"rendition_audio": SimpleUploadedFile("x.m4a", b"noise")}, instance=video
    )
    assert "rendition_audio" in wrong.errors
    right = form_class(
        data, {"rendition_audio": SimpleUploadedFile("x.m4a", sound)}, instance=video
    )
    assert right.is_valid(), right.errors
    right.save()
    assert Rendition.objects.get().size == len(sound)


@pytest.mark.parametrize(
    ("cues", "said"),
    [
        ([(0, 1, "Hej."), (1, 2, "med dig.")], ["Hej.", "med dig."]),
        ([(0, 1, "Den er"), (1, 2, "lang.")], ["Den er lang."]),
        ([(0, 1, "En titel"), (1.1, 2, "Så begynder det.")], ["En titel", "Så begynder det."]),
        ([(0, 1, "Vi bor i,"), (1.1, 2, "Thisted.")], ["Vi bor i, Thisted."]),
        ([(0, 1, "Først"), (3, 4, "senere")], ["Først", "senere"]),
    ],
)
def test_captions_become_sentences(cues: list[tuple[float, float, str]], said: list[str]) -> None:
    made = list(sentences([Passage(*cue) for cue in cues]))
    assert [one.text for one in made] == said
    assert made[0].start == 0
    assert made[-1].end == cues[-1][1]


def test_captions_that_cannot_be_read_say_nothing(db: None) -> None:
    video = film()
    broken = add_captions(video, "en", b"\xff\xfe no captions")
    gone = Captions(video=video, language="ar", file="captions/gone.vtt")
    assert passages_of(broken) == passages_of(gone) == ()


def test_the_readers_language_is_chosen_then_any(db: None) -> None:
    video = film(NAME, "da", "ar")
    captions = list(video.captions.all())
    assert chosen(captions, "ar", "da").language == "ar"  # type: ignore[union-attr]
    assert chosen(captions, "ru", "da").language == "da"  # type: ignore[union-attr]
    assert chosen(captions[:1], "ru").language == "ar"  # type: ignore[union-attr]
    assert chosen([], "da") is None
