// The printer of findings before hostile files: nothing reaches a terminal raw, nothing takes long.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "planner/emit/lint_text.hpp"
#include "planner/emit/visible_text.hpp"
#include "planner/spec/text_position.hpp"

using namespace planner;

namespace {

Finding finding(int line, int column, int length, std::string message = "too many", std::string help = "") {
  return {"some-rule", Severity::error, std::move(message), "a.toml", {line, column, length}, "", std::move(help)};
}

std::string shown(const Finding& one, std::string text) {
  const Sources sources{{one.file, std::move(text)}};
  return emit_lint_text(std::span(&one, 1), sources, false);
}

int display_width(std::string_view text) {
  int width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const VisibleCharacter character = visible_character(text, at);
    width += character.columns;
    at += character.bytes;
  }
  return width;
}

std::string line_number(const std::string& text, int wanted) {
  std::size_t start = 0;
  for (int i = 1; i < wanted && start != std::string::npos; ++i) start = text.find('\n', start) + 1;
  return text.substr(start, text.find('\n', start) - start);
}

bool safe_for_a_terminal(std::string_view text) {
  if (first_byte_not_utf8(text)) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte < 0x20 && byte != '\n') || byte == 0x7F) return false;
    if (byte == 0xC2 && static_cast<unsigned char>(text[i + 1]) < 0xA0) return false;  // C1
    if (text.substr(i, 3) == "\u202E" || text.substr(i, 3) == "\u200B" || text.substr(i, 3) == "\u2028") return false;
  }
  return true;
}

}  // namespace

TEST_CASE("a byte order mark, CRLF and the end of a line are no surprise") {
  CHECK(line_number(shown(finding(1, 1, 3),
                          "\xEF\xBB\xBF"
                          "abc\r\nd\r\n"),
                    2) == "  abc");
  CHECK(line_number(shown(finding(1, 4, 9), "abc\r\n"), 3) == "     ^");
  CHECK(shown(finding(9, 1, 1), "abc") == "a.toml:9:1: error: too many [some-rule]\n\n1 error\n");
}

TEST_CASE("hostile bytes are spelled out everywhere") {
  Finding hostile = finding(1, 1, 1, "\x1b[2J\nfake: ok\xff\u202Ex", "\x1b]0;x\x07 \u0085");
  hostile.file = "a\r\x1b[31m\xc3(.toml";
  hostile.rule = "r\x07";
  const std::string out = shown(hostile, "\x1b[0m\u200B\u2028\x7f \xf0\x9f");
  CHECK(safe_for_a_terminal(out));
  CHECK(out.find("<U+001B>[2J<U+000A>fake: ok<0xFF><U+202E>x") != std::string::npos);
  CHECK(out.find("a<U+000D><U+001B>[31m<0xC3>(.toml:1:1:") == 0);
  CHECK(out.find("\n  <U+001B>[0m<U+200B><U+2028><U+007F> <0xF0><0x9F>\n  ^~~~~~~~\n") != std::string::npos);
}

TEST_CASE("random bytes never reach the terminal, whatever the place") {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    const auto size = random() % 300;
    for (unsigned i = 0; i < size; ++i) {
      constexpr std::string_view kTricky[] = {"\x1b", "\u202E", "\t", "\r", "日", "\u0301", "\xE2\x80", "\x9b", "a"};
      text +=
          random() % 2 == 0 ? std::string(1, static_cast<char>(random() % 256)) : std::string(kTricky[random() % 9]);
    }
    const Finding one = finding(static_cast<int>(random() % 4) + 1, static_cast<int>(random() % 400) - 5,
                                static_cast<int>(random() % 400) - 5, text.substr(0, 50), text.substr(0, 80));
    const std::string out = shown(one, text);
    REQUIRE(safe_for_a_terminal(out));
    for (int line = 2; line <= 3; ++line)
      if (!line_number(out, line).starts_with("  fix:")) REQUIRE(display_width(line_number(out, line)) <= 120);
  }
}

TEST_CASE("many findings of one rule are folded, others are not lost") {
  std::vector<Finding> findings(173, finding(1, 1, 1));
  findings.push_back(finding(2, 1, 1, "the last"));
  findings.back().rule = "other";
  const std::string out = emit_lint_text(findings, {}, false);
  CHECK(std::count(out.begin(), out.end(), '\n') == 2 * 51 - 1 + 4);
  CHECK(out.find("the last") != std::string::npos);
  CHECK(out.ends_with("\nand 123 more [some-rule]\n\n174 errors\n"));
}

TEST_CASE("megabytes and thousands of findings, on many lines or on one") {
  for (const bool one_line : {false, true}) {
    std::string text(std::size_t{4} << 20, 'x');
    if (!one_line)
      for (std::size_t i = 79; i < text.size(); i += 80) text[i] = '\n';
    std::vector<Finding> findings;
    for (int i = 0; i < 2000; ++i) {
      findings.push_back(one_line ? finding(1, 1677 * i + 1, 3) : finding(20 * i + 1, 7, 3));
      findings.back().rule = "rule-" + std::to_string(i % 100);
    }
    const Sources sources{{"a.toml", text}};
    const std::string out = emit_lint_text(findings, sources, false);
    CHECK(out.find(one_line ? "\n  ...xxx" : "\n  xxx") != std::string::npos);
    CHECK(out.ends_with("2000 errors\n"));
  }
}
