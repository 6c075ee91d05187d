from django.utils.translation import override

from releases.models.table_frames import framed

TABLE = (
    '<table><thead><tr><th scope="col">Port</th><th scope="col">Ships</th></tr></thead><tbody>'
    '<tr><th scope="row">Split</th><td>1,200</td></tr><tr><th scope="row">Rijeka</th><td></td></tr></tbody></table>'
)


def test_a_table_scrolls_in_a_frame_that_the_keyboard_reaches_and_its_figures_are_marked():
    assert framed(f"<p>See:</p>{TABLE}") == (
        '<p>See:</p><div class="table-frame" role="region" tabindex="0" aria-label="Table 1">'
        '<table><thead><tr><th scope="col">Port</th><th scope="col" class="number">Ships</th></tr></thead><tbody>'
        '<tr><th scope="row">Split</th><td class="number">1,200</td></tr>'
        '<tr><th scope="row">Rijeka</th><td class="number"></td></tr></tbody></table></div>'
    )


def test_frames_are_counted_and_named_in_the_language_of_the_page():
    with override("fr"):
        assert [f'aria-label="Tableau {n}"' in framed(TABLE * 2) for n in (1, 2, 3)] == [True, True, False]


def test_a_table_of_words_is_framed_and_no_more():
    words = "<table><tbody><tr><td>Monday</td><td>closed</td></tr><tr><td>Sunday</td><td>X</td></tr></tbody></table>"
    assert words in framed(words)


def test_a_text_without_tables_stays_as_it_is():
    assert framed("<p>See.</p>") == "<p>See.</p>"
