"""Pictures as files of their own."""

import io

import numpy as np
import pytest
from PIL import Image

from convtutor import draw
from pictures import PictureFolder


@pytest.fixture
def picture():
    return draw.maps({"map": np.array([[1.0, -2.0], [3.0, 4.0]])})


@pytest.fixture
def png(picture):
    return picture.png()


def test_no_pixel_is_changed(tmp_path, png):
    address, width, height = PictureFolder(tmp_path, "../p").keep(png)
    kept = Image.open(tmp_path / address.removeprefix("../p/"))
    assert kept.size == (width, height)
    before = Image.open(io.BytesIO(png))
    assert np.array_equal(np.asarray(kept.convert("RGB")), np.asarray(before.convert("RGB")))


def test_html_keeps_its_words_and_gets_the_picture_from_the_folder(tmp_path, picture):
    html = picture.to_html()
    out = PictureFolder(tmp_path, "p").unpack(html)
    (file,) = tmp_path.iterdir()
    assert f'src="p/{file.name}" width="' in out
    assert "base64" not in out
    assert out.split("<figcaption>")[1] == html.split("<figcaption>")[1]


def test_same_picture_is_kept_once_and_under_the_same_name(tmp_path, png):
    folder = PictureFolder(tmp_path, "p")
    assert folder.keep(png) == folder.keep(png)
    assert len(list(tmp_path.iterdir())) == 1
