from io import BytesIO
from uuid import uuid4

import pytest

from exchange.notices import sources
from exchange.notices.models import Notice
from exchange.storage.papers import PdfIncomplete
from exchange.storage.refusals import PictureIsADrawing
from exchange.storage.scanning import ScannerSaidNothing, Verdict
from forums.actions.attachments import (
    MOST_FILES,
    DescriptionMissing,
    NeitherPictureNorPdf,
    TooManyFiles,
    TooManyWaitingFiles,
    Upload,
    clean_name,
    keep_upload,
)
from forums.actions.composing import change_post, post_in_thread
from forums.actions.posts import withdraw_own_post
from forums.actions.scanning import scan_attachment
from forums.models import Act, Attachment, PostDraft, ScanState
from tests.factories import NOW, ben, chloe, make_thread, run_jobs
from tests.factories.pictures import picture_file

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n1 0 obj\nendobj\n%%EOF\n"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def files_in(folder) -> int:
    return sum(path.is_file() for path in folder.rglob("*"))


def pdf(by=None, name="plan.pdf", content=PDF) -> Attachment:
    return keep_upload(upload=Upload(BytesIO(content), name), by=by or ben())


def picture(**options) -> Attachment:
    upload = Upload(picture_file(), "lights.png", **({"description": "Lights"} | options))
    return keep_upload(upload=upload, by=ben())


def post_with(*rows: Attachment, thread=None, client_id=None):
    thread = thread or make_thread()
    return post_in_thread(
        thread=thread,
        author=ben(),
        text="Here.",
        client_id=client_id or uuid4(),
        scope=f"thread:{thread.pk}",
        files=[row.public_id for row in rows],
    )


def refuse(_content: bytes) -> Verdict:
    return Verdict(is_clean=False, found="Eicar")


def pass_all(_content: bytes) -> Verdict:
    return Verdict(is_clean=True)


def say_nothing(_content: bytes) -> Verdict:
    raise ScannerSaidNothing


def test_a_picture_is_kept_as_renditions_and_a_pdf_as_it_came(folder):
    shown, paper = picture(), pdf()
    assert (shown.kind, shown.width, shown.height, len(shown.renditions)) == ("picture", 80, 64, 3)
    assert (paper.kind, paper.size) == ("pdf", len(PDF))
    assert (folder / paper.path).read_bytes() == PDF


@pytest.mark.parametrize(
    ("upload", "refusal"),
    [
        (Upload(BytesIO(b"<svg onload=alert(1)>"), "x.png", "A drawing"), PictureIsADrawing),
        (Upload(BytesIO(b"<script>alert(1)</script>"), "x.pdf"), NeitherPictureNorPdf),
        (Upload(BytesIO(b"PK\x03\x04" + b"0" * 200), "letter.docx"), NeitherPictureNorPdf),
        (Upload(BytesIO(PDF[:-7]), "x.pdf"), PdfIncomplete),
        (Upload(picture_file(), "x.png"), DescriptionMissing),
    ],
)
def test_what_a_file_is_called_counts_for_nothing(upload, refusal, folder):
    with pytest.raises(refusal):
        keep_upload(upload=upload, by=ben())
    assert (Attachment.objects.count(), files_in(folder)) == (0, 0)


def test_a_picture_that_only_decorates_needs_no_description():
    assert picture(description="", is_ornament=True).description == ""


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\plans\\Lights.exe", "Lights.pdf"),
        ('<img src=x onerror="alert(1)">.pdf', "img src=x onerror= alert(1).pdf"),
        ("plan\u202efdp.exe", "planfdp.pdf"),
        ("\n\r", "file.pdf"),
        ("a" * 500, "a" * 116 + ".pdf"),
    ],
)
def test_a_file_name_is_only_words_and_ends_as_what_it_is(name, clean):
    assert clean_name(name, "pdf") == clean


def test_a_post_takes_its_authors_files_once_in_their_order():
    mine, other, shown, client_id = pdf(), pdf(by=chloe()), picture(), uuid4()
    thread = make_thread()
    PostDraft.objects.create(user=ben(), scope=f"thread:{thread.pk}", fields={"text": "H"}, saved_at=NOW)
    for _ in range(2):
        post = post_with(shown, mine, other, thread=thread, client_id=client_id)
    assert list(post.attachments.order_by("position")) == [shown, mine]
    other.refresh_from_db()
    assert (other.post, PostDraft.objects.count()) == (None, 0)


def test_a_post_has_few_files_and_a_person_few_that_wait(monkeypatch):
    thread = make_thread()
    with pytest.raises(TooManyFiles):
        post_with(*[pdf() for _ in range(MOST_FILES + 1)], thread=thread)
    assert (thread.posts.count(), Attachment.objects.filter(post=None).count()) == (1, MOST_FILES + 1)
    monkeypatch.setattr("forums.actions.attachments.MOST_WAITING", 3)
    with pytest.raises(TooManyWaitingFiles):
        pdf()


def test_an_edit_takes_files_away_and_adds_others(folder, django_capture_on_commit_callbacks):
    gone, stays = pdf(), pdf()
    post = post_with(gone, stays)
    added = pdf()
    with django_capture_on_commit_callbacks(execute=True):
        change_post(
            post=post,
            by=ben(),
            text="Here.",
            seen_revision=1,
            scope=f"post:{post.pk}",
            files=[added.public_id],
            dropped=[gone.public_id],
        )
    assert list(post.attachments.order_by("position")) == [stays, added]
    assert files_in(folder) == 2


def test_a_post_that_is_taken_back_takes_its_files_from_the_disk(folder, django_capture_on_commit_callbacks):
    post = post_with(pdf(), picture())
    assert files_in(folder) == 4
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_own_post(post=post, by=ben())
    assert (Attachment.objects.count(), files_in(folder)) == (0, 0)


def test_a_file_waits_until_the_scanner_found_it_clean(settings, folder, django_capture_on_commit_callbacks):
    assert pdf().scan == ScanState.CLEAN  # a site without a scanner
    settings.ATTACHMENT_SCANNER = f"{__name__}.say_nothing"
    row = pdf()
    post = post_with(row)
    with pytest.raises(ScannerSaidNothing):
        scan_attachment(attachment_id=row.pk)
    row.refresh_from_db()
    assert row.scan == ScanState.WAITING
    settings.ATTACHMENT_SCANNER = f"{__name__}.pass_all"
    seq = post.thread.change_seq
    run_jobs()
    row.refresh_from_db()
    post.thread.refresh_from_db()
    assert (row.scan, post.thread.change_seq) == (ScanState.CLEAN, seq + 1)
    settings.ATTACHMENT_SCANNER = f"{__name__}.refuse"
    bad = picture()
    post_with(bad, thread=post.thread)
    with django_capture_on_commit_callbacks(execute=True):
        assert scan_attachment(attachment_id=bad.pk) == "Eicar, Eicar, Eicar"
    bad.refresh_from_db()
    assert (bad.scan, bad.renditions, files_in(folder)) == (ScanState.REFUSED, [], 2)
    told = sources.told("act", [Act.objects.get().pk], ben())[Act.objects.get().pk]
    assert (told.title, Notice.objects.get().recipient) == ("A file of yours was refused", ben())
    assert told.words == "File refused. The scanner found something harmful in the file; it was deleted."
