"""How much of anything is taken in; what exceeds a limit is quarantined, never a crash."""

from __future__ import annotations

MIB = 1024 * 1024

# One text, page or archive member that is evidence by itself. The longest page in the
# extraction corpus that we test on has 3 MiB.
EVIDENCE_LIMIT = 32 * MIB
# What quarantine keeps of one item; longer ones keep their head, their size and their hash.
KEPT_LIMIT = EVIDENCE_LIMIT
# One line of a JSON Lines file; what is longer is read through in pieces, never held whole.
JSON_LINE_LIMIT = 10 * MIB
# What quarantine keeps of a line that is too long: enough to see what it was.
LONG_LINE_HEAD = MIB
# One line of a table, and the lines that one row may span: an unclosed quotation mark must not
# swallow the table.
TABLE_LINE_LIMIT = MIB
ROW_LINES_LIMIT = 50
ROW_COLUMNS_LIMIT = 500
# Rows of one table that have to be held together to be grouped.
GROUPED_ROWS_LIMIT = 2_000_000
# A file read as a stream (lines, rows), once decompressed.
STREAM_LIMIT = 4 * 1024 * MIB
# Rows of one table that are held together, in bytes.
GROUPED_BYTES_LIMIT = 256 * MIB
# Archives: members, bytes as packed and once unpacked (those of archives inside included), how
# far they may unfold, archives inside archives.
# Text packs about 10 to 1 at most; a bomb packs 1000 to 1 and more.
MEMBERS_LIMIT = 10_000
PACKED_LIMIT = 256 * MIB
ARCHIVE_LIMIT = 1024 * MIB
RATIO_LIMIT = 200
RATIO_FREE = MIB  # below this a high ratio (a file of spaces) does no harm
DEPTH_LIMIT = 2
MEMBER_NAME_LIMIT = 1_000
# What one file may put into quarantine item by item; what is bad beyond that is kept together,
# or a file of a million bad lines would become a million files.
BAD_ITEMS_LIMIT = 2_000
# What an item may say of itself, in code points: an id, a source, an address, a title, a language.
GIVEN_LIMITS = {"given_id": 1_000, "source": 200, "url": 8_000, "title": 5_000, "language": 35}
# Names of a table's columns that custody repeats for every row, in code points.
COLUMNS_NOTE_LIMIT = 2_000
# Words taken out of one document file (mail, PDF, Word), in code points: a thousand-page book.
WORDS_LIMIT = 4_000_000
# Pages of a PDF, the seconds and the bytes of memory that finding its words may take.
PDF_PAGES_LIMIT = 2_000
PDF_SECONDS_LIMIT = 60.0
PDF_MEMORY_LIMIT = 1024 * MIB
# An office file (a zip archive of XML): what its parts may unfold to, and the parts.
OFFICE_LIMIT = 256 * MIB
WORD_FILE_LIMIT = 64 * MIB  # its text is held as a tree, at some ten times its size
OFFICE_PARTS_LIMIT = 5_000
SHEET_ROWS_LIMIT = 1_048_576  # what spreadsheet programs themselves allow
# What a workbook costs goes by its tags: two or more a cell, some three microseconds each.
WORKBOOK_TAGS_LIMIT = 8_000_000
# A mail: one header, the lines that may begin or end a part, the name of an attachment.
MAIL_HEADER_LIMIT = 8_192
MAIL_BOUNDARIES_LIMIT = 2 * MEMBERS_LIMIT
# A crawl: what is read between two records at most.
CRAWL_RECORD_LIMIT = 2 * EVIDENCE_LIMIT
# A feed: its bytes and its entries.
FEED_LIMIT = 16 * MIB
FEED_ENTRIES_LIMIT = 5_000
FEED_PARTS_LIMIT = 150_000  # elements: thirty an entry
