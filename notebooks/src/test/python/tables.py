# SPDX-License-Identifier: Apache-2.0
"""What must be true of tables, one function each; a function's name says it."""

from playwright.sync_api import expect

CITIES = """
record City(String name, long people, String note) {}
var cities = IntStream.rangeClosed(1, 45).mapToObj(i -> new City("town " + i, (i * 7919L) % 1000, "n" + i)).toList();
cities
"""
PAYLOAD = '<img src=x onerror="window.injected=1">'


def opened(visit, source: str):
    notebook = visit.notebook(source)
    notebook.run(0)
    table = notebook.panel.locator(".fermata-table")
    table.wait_for()
    return notebook, table


def column(table, index: int) -> list[str]:
    return table.locator(f"tbody tr td:nth-child({index + 1})").all_inner_texts()


def a_click_on_a_header_sorts_numbers_by_size_and_a_third_click_undoes_it(visit):
    notebook, table = opened(visit, CITIES)
    before = column(table, 0)
    header = table.get_by_role("columnheader").nth(1)
    header.get_by_role("button").click()
    expect(header).to_have_attribute("aria-sort", "ascending")
    rising = [int(cell) for cell in column(table, 1)]
    assert rising == sorted(rising) and len(rising) == 20, rising
    visit.picture(notebook, "light-table")
    header.get_by_role("button").click()
    falling = [int(cell) for cell in column(table, 1)]
    assert falling == sorted(falling, reverse=True) and falling[0] > rising[-1], falling
    header.get_by_role("button").click()
    assert column(table, 0) == before


def a_long_table_is_turned_over_and_searched(visit):
    notebook, table = opened(visit, CITIES)
    expect(table).to_contain_text("1–20 of 45")
    table.get_by_role("button", name="›").click()
    table.get_by_role("button", name="›").click()
    expect(table).to_contain_text("41–45 of 45")
    assert column(table, 0)[-1] == "town 45"
    expect(table.get_by_role("button", name="›")).to_be_disabled()
    search = table.get_by_role("searchbox")
    search.click()
    notebook.page.keyboard.type("town 4")
    expect(table).to_contain_text("7 rows found")
    assert len(notebook.sources()) == 1, "typing in the table must not be a shortcut of the notebook"


def text_of_a_table_is_never_markup(visit):
    source = "List.of(Map.of(%s, 1))" % ('"' + PAYLOAD.replace('"', '\\"') + '"')
    notebook, table = opened(visit, source)
    assert PAYLOAD in table.inner_text(), table.inner_text()
    assert notebook.page.evaluate("() => window.injected") is None


def a_table_is_drawn_after_the_notebook_is_opened_again_in_the_dark(visit):
    visit.theme("JupyterLab Dark")
    notebook, table = opened(visit, CITIES)
    notebook.save()
    notebook.open()
    expect(notebook.panel.locator(".fermata-table tbody tr")).to_have_count(20)
    visit.picture(notebook, "dark-table")
    visit.theme("JupyterLab Light")


SCENARIOS = [
    a_click_on_a_header_sorts_numbers_by_size_and_a_third_click_undoes_it,
    a_long_table_is_turned_over_and_searched,
    text_of_a_table_is_never_markup,
    a_table_is_drawn_after_the_notebook_is_opened_again_in_the_dark,
]
