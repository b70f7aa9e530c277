#include "planner/emit/lint_text.hpp"

#include <doctest/doctest.h>

#include "planner/emit/excerpt.hpp"
#include "planner/emit/visible_text.hpp"

namespace planner::test {
namespace {

Finding finding(SourceRange where, Severity severity = Severity::error) {
  return {"unknown-key", severity, "no such key", "a.toml", where, "", "write name"};
}

TEST_CASE("one finding: place, line, caret, cure") {
  const Finding one = finding({2, 5, 4});
  CHECK(emit_findings_text(std::vector{one}, {{"a.toml", "x = 1\n    nmae = 2\n"}}, false) ==
        "a.toml:2:5: error: no such key [unknown-key]\n"
        "      nmae = 2\n"
        "      ^~~~\n"
        "  fix: write name\n");
}

TEST_CASE("the last line counts; without findings it says so") {
  const std::vector<Finding> three{finding({1, 1, 1}, Severity::info), finding({1, 1, 1}, Severity::warning),
                                   finding({1, 1, 1}, Severity::warning)};
  CHECK(emit_lint_text(three, {}, false).ends_with("\n\n2 warnings, 1 hint\n"));
  CHECK(emit_lint_text(std::vector{finding({1, 1, 1})}, {}, false).ends_with("\n\n1 error\n"));
  CHECK(emit_lint_text({}, {}, false) == "no findings\n");
}

TEST_CASE("an unknown file, a missing line and an empty help leave their lines out") {
  Finding one = finding({9, 1, 1});
  one.help.clear();
  const std::string bare = "a.toml:9:1: error: no such key [unknown-key]\n";
  CHECK(emit_findings_text(std::vector{one}, {}, false) == bare);
  CHECK(emit_findings_text(std::vector{one}, {{"a.toml", "x\n"}}, false) == bare);
}

TEST_CASE("colour changes nothing but adds escapes around severity, place and caret") {
  const std::vector<Finding> one{finding({1, 1, 1})};
  const Sources sources{{"a.toml", "x = 1\n"}};
  std::string coloured = emit_findings_text(one, sources, true);
  CHECK(coloured.find("\x1b[1;31merror:\x1b[0m") != std::string::npos);
  for (std::size_t at = coloured.find('\x1b'); at != std::string::npos; at = coloured.find('\x1b'))
    coloured.erase(at, coloured.find('m', at) - at + 1);
  CHECK(coloured == emit_findings_text(one, sources, false));
  CHECK(emit_findings_text(one, sources, false).find('\x1b') == std::string::npos);
}

TEST_CASE("nothing from a file reaches the terminal as a control character") {
  Finding hostile = finding({1, 1, 1});
  hostile.message = "key \x1b[2J\r\n\xE2\x80\xAE";
  hostile.file = "a\x07.toml";
  const std::string text =
      emit_findings_text(std::vector{hostile}, {{"a\x07.toml", "\x1b]0;x\x07\xC2\x9B \xFF\n"}}, false);
  for (const char c : text) CHECK((c == '\n' || (static_cast<unsigned char>(c) >= 0x20 && c != '\x7f')));
  CHECK(text.find("<U+001B>[2J<U+000D><U+000A><U+202E>") != std::string::npos);
  CHECK(text.find("<U+009B> <0xFF>") != std::string::npos);
}

/// The characters above the underline.
std::string marked(std::string_view text, SourceRange where, int columns = 118) {
  const Excerpt excerpt = excerpt_at(index_text(text), where, columns);
  std::string result;
  int column = 0;
  for (std::size_t at = 0; at < excerpt.line.size();) {
    const VisibleCharacter character = visible_character(excerpt.line, at);
    if (column >= excerpt.caret && column < excerpt.caret + excerpt.width) result += character.text;
    column += character.columns;
    at += character.bytes;
  }
  return result;
}

TEST_CASE("the caret stands under its characters behind tabs, wide, combining and hidden ones") {
  CHECK(marked("\t\tkey = 1", {1, 3, 3}) == "key");
  CHECK(marked("a\tkey", {1, 3, 3}) == "key");
  CHECK(marked("\"日本\" = key", {1, 8, 3}) == "key");
  CHECK(marked("\"日本\" = key", {1, 2, 2}) == "日本");
  CHECK(marked("\"e\xCC\x81\" = key", {1, 8, 3}) == "key");
  CHECK(marked("a\x1b key", {1, 4, 3}) == "key");
  CHECK(marked("😀 key", {1, 3, 3}) == "key");
  CHECK(marked("\xFF key", {1, 2, 4}) == " key");
}

TEST_CASE("a caret behind the end of the line stands right behind it") {
  const Excerpt end = excerpt_at(index_text("abc\n"), {1, 4, 1}, 80);
  CHECK(end.line == "abc");
  CHECK(end.caret == 3);
  CHECK(excerpt_at(index_text("abc\n"), {1, 99, 5}, 80).caret == 3);
}

TEST_CASE("a long line is cut around the caret and stays within the width") {
  for (const std::size_t at : {0U, 1U, 50U, 76U, 77U, 79U, 80U, 81U, 300U, 5000U, 9990U, 9996U}) {
    CAPTURE(at);
    std::string line(10000, '.');
    line.replace(at, 3, "key");
    const SourceRange where{1, static_cast<int>(at) + 1, 3};
    const Excerpt excerpt = excerpt_at(index_text(line), where, 80);
    CHECK(excerpt.line.size() <= 80);
    CHECK(excerpt.caret + excerpt.width <= 80);
    CHECK(marked(line, where, 80) == "key");
    CHECK(excerpt.line.find("...") != std::string::npos);
  }
}

TEST_CASE("an underline longer than the window ends with it") {
  const Excerpt excerpt = excerpt_at(index_text(std::string(500, 'x')), {1, 1, 500}, 80);
  CHECK(excerpt.caret + excerpt.width <= 80);
  CHECK(excerpt.width > 60);
}

}  // namespace
}  // namespace planner::test
