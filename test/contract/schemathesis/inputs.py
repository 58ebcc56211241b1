"""What values look like whose format the document names, and files that are CSVs."""

import schemathesis
from hypothesis import strategies as st

from account import CALLBACK_URL, PASSWORD

CELLS = st.sampled_from(
    ["ada.lovelace@deliverable.test", "nobody@deliverable.test", "Ada", "", "=1+1", 'met in "Paris"', "Zürich", "a@b@c"]
)
HEADERS = st.sampled_from([["email"], ["Nr", "E-Mail"], ["First Name", "Last Name", "Company Website"]])
DELIMITERS = st.sampled_from([",", ";", "\t", "|"])
DAMAGES = st.sampled_from(["", "", "", "", '\r\n"open', "\r\n\x00"])
ENCODINGS = st.sampled_from(["utf-8", "utf-8", "utf-16", "latin-1"])


@st.composite
def csv_files(draw):
    """As CRMs export them: mostly whole, now and then with a row that is too long or a quote that stays open."""
    delimiter, header = draw(DELIMITERS), draw(HEADERS)
    rows = draw(st.lists(st.lists(CELLS, min_size=len(header), max_size=len(header) + 1), max_size=4))
    lines = [delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [header, *rows]]
    return ("\r\n".join(lines) + draw(DAMAGES)).encode(draw(ENCODINGS))


schemathesis.openapi.format("binary", csv_files())
schemathesis.openapi.format(
    "json-object", st.sampled_from(['{"email":"E-Mail"}', '{"email":"email"}', '{"email":"missing"}', "{}"])
)
schemathesis.openapi.format("password", st.sampled_from([PASSWORD, PASSWORD, "another long password", "short"]))
schemathesis.openapi.format("uri", st.just(CALLBACK_URL))


@schemathesis.serializer("text/csv", "text/tab-separated-values", "application/x-ndjson")
def serialize_text(context, value):
    return value.encode() if isinstance(value, str) else value
