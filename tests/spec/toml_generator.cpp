#include "tests/spec/toml_generator.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace planner::test {
namespace {

bool chance(Random& random, std::size_t percent) { return pick(random, 100) < percent; }

template <std::size_t N>
std::string one_of(Random& random, const std::array<const char*, N>& words) {
  return words[pick(random, N)];
}

constexpr std::array blanks{"", "", " ", "  ", "\t"};
constexpr std::array line_ends{"\n", "\n", "\n", "\r\n"};
constexpr std::array comments{"# [az-1] managers = 1", "#", "# \"\"\" ' {[", "# swarmplan: allow x because y",
                              "#\t\xC3\xBC"};
constexpr std::array scalars{"1",
                             "0",
                             "-17",
                             "+1_000",
                             "0xDEAD_beef",
                             "0o755",
                             "0b101",
                             "3.14",
                             "-1e-4",
                             "6.626e-34",
                             "inf",
                             "-nan",
                             "true",
                             "false",
                             "1979-05-27",
                             "07:32:00",
                             "1979-05-27T07:32:00Z",
                             "1979-05-27 07:32:00.25-07:00"};
constexpr std::array strings{"\"\"",
                             "''",
                             "\"[az-1] x = 1\"",
                             "'c:\\dir'",
                             "\"a\\\"b\\\\\"",
                             "\"\\u00e9\\t#\"",
                             "\"\"\"\n[az-1] managers = 1\n\"\"\"",
                             "'''\n[x] '' ] } \"\n'''",
                             "\"\"\"a\"\"\"\"\"",
                             "\"\"\"x\\\n   y\"\"\"",
                             "'#'",
                             "\"\xC3\xBC\xE2\x80\x9C\xC2\xA0\"",
                             "''''a'''''",
                             "\"\"\"\\\"\"\"\""};

std::string trivia(Random& random) {
  std::string text;
  while (chance(random, 30))
    text += one_of(random, blanks) + (chance(random, 40) ? one_of(random, comments) : "") + one_of(random, line_ends);
  return text + one_of(random, blanks);
}

// Names count up, so that none is declared twice; the spelling varies.
struct Writer {
  Random& random;
  int names = 0;
};

std::string name(Writer& writer) {
  const std::string plain = "k" + std::to_string(writer.names++);
  switch (pick(writer.random, 6)) {
    case 0: return '"' + plain + '"';
    case 1: return '\'' + plain + ". ]'";
    case 2: return plain + "-_9";
    case 3: return "\"" + plain + "\\u0041 ]#\"";
    default: return plain;
  }
}

std::string dotted_name(Writer& writer) {
  std::string text = name(writer);
  while (chance(writer.random, 20))
    text += one_of(writer.random, blanks) + "." + one_of(writer.random, blanks) + name(writer);
  return text;
}

std::string value(Writer& writer, int depth);

std::string pair(Writer& writer, int depth) {
  Random& random = writer.random;
  return dotted_name(writer) + one_of(random, blanks) + "=" + one_of(random, blanks) + value(writer, depth);
}

std::string list(Writer& writer, int depth) {
  Random& random = writer.random;
  std::string text = "[" + trivia(random);
  for (std::size_t left = pick(random, 4); left > 0; --left) {
    text += value(writer, depth + 1) + trivia(random);
    if (left > 1 || chance(random, 40)) text += "," + trivia(random);
  }
  return text + "]";
}

std::string inline_table(Writer& writer, int depth) {
  Random& random = writer.random;
  std::string text = "{" + one_of(random, blanks);
  for (std::size_t left = pick(random, 4); left > 0; --left)
    text += pair(writer, depth + 1) + one_of(random, blanks) + (left > 1 ? "," + one_of(random, blanks) : "");
  return text + "}";
}

std::string value(Writer& writer, int depth) {
  const std::size_t kind = pick(writer.random, depth < 4 ? 10 : 6);
  if (kind >= 8) return inline_table(writer, depth);
  if (kind >= 6) return list(writer, depth);
  return kind >= 3 ? one_of(writer.random, scalars) : one_of(writer.random, strings);
}

std::string header(Writer& writer) {
  Random& random = writer.random;
  const bool entries = chance(random, 30);
  const std::string inside = one_of(random, blanks) + dotted_name(writer) + one_of(random, blanks);
  return entries ? "[[" + inside + "]]" : "[" + inside + "]";
}

constexpr std::array splinters{"[",
                               "]",
                               "{",
                               "}",
                               "[[",
                               "]]",
                               "\"",
                               "'",
                               "\"\"\"",
                               "'''",
                               "#",
                               "=",
                               ",",
                               ".",
                               "\n",
                               "\r",
                               "\r\n",
                               "\\",
                               " ",
                               "[az-1] managers = 1\n",
                               "[az-1] ",
                               "\xC2\xA0",
                               "\xE2\x80\x9C",
                               "\x01",
                               "\xFF",
                               "\xEF\xBB\xBF",
                               "a = 1\n",
                               "[us.west]\n",
                               "[us.west] x = 1\n",
                               "0",
                               "_",
                               "az-1 = {}\n",
                               "[[us.west]]\n",
                               "us.west = 1\n",
                               "[us.west.az-1]\n",
                               "\xE2\x80\x8B"};

std::string damaged_once(Random& random, const std::string& text) {
  const std::size_t at = pick(random, text.size() + 1),
                    length = std::min(1 + pick(random, chance(random, 50) ? 2 : 20), text.size() - at);
  switch (pick(random, 4)) {
    case 0: return text.substr(0, at) + text.substr(at + length);
    case 1: return text.substr(0, at + length) + text.substr(at);
    case 2: return text.substr(0, at) + text.substr(pick(random, text.size() + 1), length) + text.substr(at);
    default: return text.substr(0, at) + one_of(random, splinters) + text.substr(at);
  }
}

}  // namespace

std::size_t pick(Random& random, std::size_t limit) {
  random.state += 0x9E3779B97F4A7C15u;
  std::uint64_t mixed = random.state;
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
  return static_cast<std::size_t>((mixed ^ (mixed >> 31)) % limit);
}

std::string random_toml(Random& random) {
  Writer writer{random};
  std::string text = chance(random, 5) ? "\xEF\xBB\xBF" : "";
  for (std::size_t left = pick(random, 12); left > 0; --left) {
    text += trivia(random);
    text += chance(random, 35) ? header(writer) : pair(writer, 0);
    text += one_of(random, blanks) + (chance(random, 20) ? one_of(random, comments) : "");
    if (left > 1 || chance(random, 80)) text += one_of(random, line_ends);
  }
  return text;
}

std::string damaged(Random& random, std::string_view text) {
  std::string result(text);
  for (std::size_t left = 1 + pick(random, 4); left > 0; --left) result = damaged_once(random, result);
  return result;
}

}  // namespace planner::test
