import pytest
from django.core.files.storage import default_storage

from casestudies.actions.pictures import add_picture
from casestudies.models import CasePicture
from exchange.storage.refusals import PictureIsADrawing
from tests.factories import NOW, ben, make_case_study
from tests.factories.pictures import picture_file

pytestmark = pytest.mark.django_db


def test_an_upload_is_kept_in_three_formats_with_what_each_costs():
    picture = add_picture(
        case_study=make_case_study(),
        file=picture_file((700, 350)),
        name=" Rank\nat night ",
        by=ben(),
        now=NOW,
    )
    made = [(one["width"], one["height"], one["format"]) for one in picture.renditions]
    assert made == [
        (width, width // 2, kind) for width in (320, 640, 700) for kind in ("avif", "webp", "jpeg")
    ]
    sizes = [default_storage.size(one["path"]) for one in picture.renditions]
    assert [one["bytes"] for one in picture.renditions] == sizes
    assert (picture.name, picture.width, picture.height) == ("Rank at night", 700, 350)
    assert picture.path_of(width=640, extension="jpg") == picture.renditions[5]["path"]
    assert picture.path_of(width=641, extension="jpg") == ""


def test_what_is_no_picture_leaves_no_row():
    with pytest.raises(PictureIsADrawing):
        add_picture(case_study=make_case_study(), file=drawing(), name="x.png", by=ben())
    assert CasePicture.objects.count() == 0


def drawing():
    file = picture_file()
    file.truncate(0)
    file.write(b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    file.seek(0)
    return file
