"""A PDF is built anew from its pages: what they show is kept, what they do or carry is not.

Only what the pages need is copied, so scripts, actions, attached files and whatever is hidden between the objects or
behind the end are left behind; forms and notes become part of the page. Source: OWASP ASVS 5.0, 5.2.6 and 14.2.8.
"""

import io
import zlib
from collections.abc import Iterator

import pikepdf

from volunteers.documents.rules.archive import END_OF_DIRECTORY
from volunteers.documents.rules.kinds import MOST_PAGES
from volunteers.documents.rules.refusals import ACTIVE, BROKEN, LOCKED, TOO_MANY_PAGES, TOO_MUCH_INSIDE
from volunteers.documents.rules.segments import jpeg_without_metadata
from volunteers.errors import Refusal

MOST_UNPACKED_BYTES = 150_000_000
# What the reader itself may unpack of one stream, as it does with the lists of objects before anything can be judged.
MOST_UNPACKED_BY_READER = 20_000_000
MOST_FILTERS = 3
UNPACKED_AT_ONCE = 1_000_000
# How many times its size a stream can come to that is packed otherwise than by Flate (run lengths: 64).
MOST_BY_OTHERS = 64
DEEPEST = 50
FLATE = frozenset({"/FlateDecode", "/Fl"})
PACKINGS = FLATE | {"/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"}
JPEG = (["/DCTDecode"], ["/DCT"])
PAGE_KEYS = frozenset(
    {"/Type", "/Parent", "/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group"}
)
# Notes about how a thing was made, files tied to it, and stand-ins for it that lie elsewhere.
DROPPED = (
    "/Metadata", "/PieceInfo", "/AF", "/AA", "/OPI", "/LastModified", "/Ref", "/PS", "/Alternates",
    "/StructParent", "/StructParents", "/OpenAction",
)  # fmt: skip
# What must not be left anywhere: programs, other files, and data that lies outside this one.
FORBIDDEN_KEYS = (
    "/JS", "/JavaScript", "/EmbeddedFile", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent", "/FFilter",
)  # fmt: skip
# Dictionaries whose keys are names somebody gave to fonts, pictures and the like: no key in them means anything.
NAMED_THINGS = (
    "/Font", "/XObject", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/Properties", "/CharProcs", "/Colorants",
)  # fmt: skip
FORBIDDEN_ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToR", "/GoToE", "/Rendition", "/RichMediaExecute"}
)
Node = pikepdf.Object


def clean_pdf(content: bytes) -> bytes | Refusal:
    """The same pages, with nothing but what they show."""
    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=MOST_UNPACKED_BY_READER,
        run_length_max_memory=MOST_UNPACKED_BY_READER,
        png_max_memory=MOST_UNPACKED_BY_READER,
        tiff_max_memory=MOST_UNPACKED_BY_READER,
        max_stream_filters=MOST_FILTERS,
    )
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as found, pikepdf.new() as made:
            if len(found.pages) > MOST_PAGES:
                return TOO_MANY_PAGES
            if unpacks_too_far(found):
                return TOO_MUCH_INSIDE
            _flatten(found)
            _bare(found)
            made.pages.extend(found.pages)
            return _stripped(made) if len(made.pages) else BROKEN
    except pikepdf.PasswordError:
        return LOCKED
    except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, TypeError, KeyError, RuntimeError, OSError):
        return BROKEN


def unpacks_too_far(document: pikepdf.Pdf) -> bool:
    """Whether the packed streams come to more than the limit, unpacked piece by piece and only so far."""
    left = MOST_UNPACKED_BYTES
    for node in document.objects:
        if isinstance(node, pikepdf.Stream):
            left -= unpacked_bytes(node, left)
            if left <= 0:
                return True
    return False


def unpacked_bytes(stream: pikepdf.Stream, most: int) -> int:
    """How much a stream unpacks to, counted to ``most`` at the most; a picture's own format does not unpack here."""
    filters = _filters(stream)
    packed = [name for name in filters if name in PACKINGS]
    if len(packed) > 1:
        return most  # packed twice over: no scanner and no printer does that
    data = stream.read_raw_bytes()
    if not packed or filters[0] not in FLATE:
        return len(data) * (MOST_BY_OTHERS if packed else 1)
    counted, unpack = 0, zlib.decompressobj()
    try:
        while data and counted < most and not unpack.eof:
            counted += len(unpack.decompress(data, UNPACKED_AT_ONCE))
            data = unpack.unconsumed_tail
    except zlib.error:
        return counted
    return counted


def _filters(stream: pikepdf.Stream) -> list[str]:
    """The ways a stream is packed, outermost first."""
    filters = stream.get("/Filter")
    if isinstance(filters, pikepdf.Array):
        return [str(one) for one in filters]
    return [] if filters is None else [str(filters)]


def _flatten(document: pikepdf.Pdf) -> None:
    """Filled-in fields and notes become part of the page they stand on."""
    if "/AcroForm" in document.Root and document.Root.AcroForm.get("/NeedAppearances"):
        document.generate_appearance_streams()
    document.flatten_annotations(mode="screen")


def _bare(document: pikepdf.Pdf) -> None:
    """Leave the pages with what they need to be shown, before they are copied with all that they refer to."""
    for page in document.pages:
        for key in set(page.obj.keys()) - PAGE_KEYS:
            del page.obj[key]
    if "/AcroForm" in document.Root:
        del document.Root.AcroForm


def _stripped(made: pikepdf.Pdf) -> bytes | Refusal:
    everything = [each for node in made.objects for each in walk(node)]
    names = {each[key].objgen for each in everything for key in NAMED_THINGS if key in each and each[key].is_indirect}
    if not all(_strip(each) for each in everything if not each.is_indirect or each.objgen not in names):
        return ACTIVE
    del made.docinfo
    return _written(made)


def walk(node: Node, depth: int = 0, *, is_names: bool = False) -> Iterator[Node]:
    """A dictionary and those that lie directly in it; what it refers to is an object of its own.

    Of the dictionaries of named things only what they name is given.
    """
    if depth > DEEPEST:
        raise ValueError("nested too deeply")
    inner: list[tuple[str, object]] = []
    if isinstance(node, pikepdf.Array):
        inner = [("", each) for each in node]
    elif isinstance(node, pikepdf.Dictionary | pikepdf.Stream):
        if not is_names:
            yield node
        inner = list(node.items())
    for key, each in inner:
        if isinstance(each, pikepdf.Array | pikepdf.Dictionary) and not each.is_indirect:
            yield from walk(each, depth + 1, is_names=key in NAMED_THINGS)


def _strip(node: Node) -> bool:
    """Take out what is not shown; False when something is in it that must not be there at all."""
    for key in DROPPED:
        if key in node:
            del node[key]
    if any(key in node for key in FORBIDDEN_KEYS) or str(node.get("/S")) in FORBIDDEN_ACTIONS:
        return False
    if not isinstance(node, pikepdf.Stream):
        return True
    if "/F" in node or str(node.get("/Type")) == "/EmbeddedFile":
        return False
    if _filters(node) in JPEG:
        bare = jpeg_without_metadata(node.read_raw_bytes())
        if bare is None:
            return False
        node.write(bare, filter=pikepdf.Name.DCTDecode)
    return True


def _written(made: pikepdf.Pdf) -> bytes | Refusal:
    """The new file. One that would also open as an archive is packed again, and refused if it still does."""
    for repack in (False, True):
        written = io.BytesIO()
        made.save(written, recompress_flate=repack, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        if END_OF_DIRECTORY not in written.getvalue():
            return written.getvalue()
    return ACTIVE
