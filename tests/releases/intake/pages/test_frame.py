"""What of a saved page is its text: not its navigation, but never less than most of what it says."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from releases.intake.pages.frame import TEXT, nodes
from releases.intake.pages.page import read_page

TEXT_OF_RELEASE = (
    "The ferrymen of the upper lake began their strike this morning at six, with one boat left. " * 3
)
RELEASE = f"<p>SOC/CP/623</p><p>14 May 2003</p><p>{TEXT_OF_RELEASE}</p>"
TITLE = "<h1>Ferrymen on Strike</h1>"
TEASER = "<article><h3>Also on the lake</h3><p>A regatta of washtubs will be held on Sunday.</p></article>"
MENU = "".join(
    f"<li><a href='/{n}'>A page about many things of the lake, number {n}</a></li>" for n in range(40)
)


def words(body):
    return [line for line in read_page(f"<html><body>{body}</body></html>").text.split("\n") if line]


WHOLE = ["Ferrymen on Strike", "SOC/CP/623", "14 May 2003", TEXT_OF_RELEASE.strip()]


@pytest.mark.parametrize(
    "body",
    [
        f"<div>{TITLE}{RELEASE}</div>{TEASER}{TEASER}",
        f"<div>{TITLE}<article>{RELEASE}</article></div><div>{TEASER}</div>",
        f"<main>{TITLE}<article>{RELEASE}</article>{TEASER}{TEASER}</main>",
        f"<p>In progress</p><main>{TITLE}{RELEASE}</main><p>Useful links</p>",
        f"<p>In progress</p><article>{TITLE}{RELEASE}</article>",
        f"<nav><ul>{MENU}</ul></nav>{TITLE}{RELEASE}",
        f"<div class='menu'><ul>{MENU}</ul></div>{TITLE}{RELEASE}",
        f"<ul class='site-nav nav'>{MENU}</ul><main>{TITLE}{RELEASE}</main>",
        f"<div class='menu-content'>{TITLE}{RELEASE}</div>",
        f"<div class='text-share-large'>{TITLE}{RELEASE}</div><div class='share'>Send this to a friend</div>",
        f"<form id='aspnetForm'><div class='menu'><a href='/'>Home</a></div>{TITLE}{RELEASE}</form>",
        f"<header><p>Ministry of Lakes</p></header>{TITLE}{RELEASE}<footer>Imprint</footer>",
        f"<main><header>{TITLE}</header>{RELEASE}</main>",
        f"<div role='navigation'>Home</div>{TITLE}{RELEASE}<script>alert(1)</script>",
    ],
)
def test_the_release_is_read_and_what_stands_around_it_is_not(body):
    assert words(body) == WHOLE


LINKS = "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in ("Home", "Press", "Contact"))
LINE = " | ".join(f"<a href='/{name}'>{name}</a>" for name in ("Home", "Press", "Contact"))


@pytest.mark.parametrize(
    "body",
    [
        f"<ul>{LINKS}</ul>{TITLE}{RELEASE}",
        f"<table><tr><td><ul>{LINKS}</ul></td><td>{TITLE}{RELEASE}</td></tr></table>",
        f"<table><tr><td>{LINE}</td></tr></table>{TITLE}{RELEASE}",
        f"{TITLE}{RELEASE}<p>{LINE}</p>",
        f"<div>{TITLE}{RELEASE}</div><ul>{LINKS}</ul>",
    ],
)
def test_lists_of_links_around_the_prose_are_left_out_and_counted(body):
    page = read_page(body)

    assert [line for line in page.text.split("\n") if line] == WHOLE
    assert str(page.left_out) == "Left out: 1 list of links."


@pytest.mark.parametrize(
    ("body", "count"),
    [
        (f"<main>{TITLE}{RELEASE}<ul>{LINKS}</ul></main>", 7),
        (f"{TITLE}{RELEASE}<ul>{LINKS}</ul>", 7),
        (f"{TITLE}{RELEASE}<ul>{LINKS}</ul>{RELEASE}", 10),
        (
            f"<div><h1><a href='/'>Ferrymen</a></h1><a href='/a'>SOC/CP/623</a><a href='/b'>Print</a></div>{RELEASE}",
            5,
        ),
    ],
)
def test_lists_of_links_of_the_release_are_kept(body, count):
    page = read_page(body)

    assert len([line for line in page.text.split("\n") if line]) == count
    assert not page.left_out


def test_short_articles_beside_the_text_are_counted():
    page = read_page(f"<main>{TITLE}<article>{RELEASE}</article>{TEASER}{TEASER}</main>")

    assert str(page.left_out) == "Left out: 2 other articles."


def test_a_page_of_articles_alone_keeps_all_of_them():
    assert len(words(TEASER * 4)) == 8


def test_every_element_begins_and_ends_in_the_order_of_the_page():
    root = LexborHTMLParser("<p>a<b>b</b></p>c<br><!--d-->").body

    seen = [(node.text_content if node.tag == TEXT else node.tag, begins) for node, begins in nodes(root)]

    assert seen == [
        *(("body", True), ("p", True), ("a", True), ("b", True), ("b", True), ("b", False), ("p", False)),
        *(("c", True), ("br", True), ("br", False), ("-comment", True), ("-comment", False), ("body", False)),
    ]
