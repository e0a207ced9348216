"""Every own rule finds its bad sample and passes its good one."""

import pytest

from lint import rules, words

SAMPLES = [
    (rules.css_is_logical, "a { margin-inline-start: 1rem; }", "a { margin-left: 1rem; }"),
    (rules.css_is_logical, "a { inset-inline-end: 0; }", "a { right: 0; }"),
    (rules.css_keeps_letters_joined, "a { letter-spacing: normal; }", "a { letter-spacing: 1px; }"),
    (rules.template_has_nothing_inline, '<script src="a.js"></script>', "<script>1</script>"),
    (rules.template_has_nothing_inline, '<p class="b">', '<p style="color:red">'),
    (rules.messages_name_their_values, '_("%(name)s")', '_("%s")'),
    (rules.models_are_imported, "from a import B", 'apps.get_model("a.B")'),
    (rules.speaks_of_itself, "a path such as /srv/midad", "see /ro" + "ot/x"),
]


@pytest.mark.parametrize(("rule", "good", "bad"), SAMPLES)
def test_rule_tells_good_from_bad(rule, good, bad):
    assert list(rule(good)) == []
    assert list(rule(bad)) != []


def test_every_message_has_its_arabic():
    assert words.untranslated(words.arabic(), words.gathered()) == []
