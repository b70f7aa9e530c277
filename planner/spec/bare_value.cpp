// The grammar of numbers, and a word for each way to miss it: most often it is text without its quotes.
#include "planner/spec/bare_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "planner/spec/character.hpp"
#include "planner/spec/date_time.hpp"

namespace planner {
namespace {

// toml++ reads numbers up to this many characters; one that is longer says nothing more.
constexpr std::size_t longest_number = 100;

constexpr std::array<bool, 256> make_word_ends() {
  std::array<bool, 256> ends{};
  for (const char c : std::string_view("\0 \t\r\n,]}#=;\"'[{", 15)) ends[static_cast<unsigned char>(c)] = true;
  return ends;
}
constexpr std::array<bool, 256> word_ends = make_word_ends();

bool ends_word(char c) { return word_ends[static_cast<unsigned char>(c)]; }

// Nearly every number of a spec; what is not is looked at again.
bool is_small_number(std::string_view word) {
  return word.size() <= 18 && (word.front() != '0' || word.size() == 1) &&
         std::all_of(word.begin(), word.end(), is_digit);
}

bool is_digit_of(char c, int base) {
  if (base == 16) return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  return c >= '0' && c < '0' + base;
}

// Takes digits with single underscores between them; false where not even one stands there.
bool take_digits(std::string_view& word, int base = 10) {
  std::size_t at = 0;
  if (!is_digit_of(peek(word, at), base)) return false;
  while (is_digit_of(peek(word, at), base) || (peek(word, at) == '_' && is_digit_of(peek(word, at + 1), base))) ++at;
  word.remove_prefix(at);
  return true;
}

bool take(std::string_view& word, std::string_view any_of) {
  if (word.empty() || any_of.find(word.front()) == std::string_view::npos) return false;
  word.remove_prefix(1);
  return true;
}

int base_of(std::string_view word) {
  const std::string_view prefix = word.substr(0, 2);
  return prefix == "0x" ? 16 : prefix == "0o" ? 8 : prefix == "0b" ? 2 : 10;
}

bool is_integer(std::string_view word) {
  if (const int base = base_of(word); base != 10) {
    word.remove_prefix(2);
    return take_digits(word, base) && word.empty();
  }
  take(word, "+-");
  if (take(word, "0")) return word.empty();
  return take_digits(word) && word.empty();
}

bool is_float(std::string_view word) {
  take(word, "+-");
  if (word == "inf" || word == "nan") return true;
  if (!take(word, "0") && !take_digits(word)) return false;
  const bool fraction = take(word, ".");
  if (fraction && !take_digits(word)) return false;
  if (!take(word, "eE")) return fraction && word.empty();
  take(word, "+-");
  return take_digits(word) && word.empty();
}

template <class Number, class... Base>
bool fits(const std::string& digits, Base... base) {
  Number value{};
  return std::from_chars(digits.data(), digits.data() + digits.size(), value, base...).ec == std::errc();
}

bool fits_in_64_bits(std::string_view word, bool integer) {
  const int base = base_of(word);
  if (base != 10) word.remove_prefix(2);
  if (word.front() == '+') word.remove_prefix(1);
  std::string digits(word);
  digits.erase(std::remove(digits.begin(), digits.end(), '_'), digits.end());
  if (word.ends_with("inf") || word.ends_with("nan")) return true;
  return integer ? fits<long long>(digits, base) : fits<double>(digits);
}

Mistake no_number(std::string_view word) {
  const std::size_t first = word.find_first_not_of("+-");
  const std::string_view digits = word.substr(std::min(first, word.size()));
  if (is_float(fmt::format("0{}", digits)) && digits.front() == '.')
    return {0, word.size(), fmt::format("{} has no digit before its point", word), "write 0 before the point"};
  if (word.ends_with('.') && is_integer(word.substr(0, word.size() - 1)))
    return {0, word.size(), fmt::format("{} has no digit after its point", word), "take the point out"};
  const std::string_view trimmed = digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
  if (digits.size() > trimmed.size() && is_integer(trimmed))
    return {0, word.size(), fmt::format("{} begins with 0, which no number does", word),
            fmt::format("write {}", trimmed)};
  return {0, word.size(), fmt::format("{} is no number, and text stands in quotes", word),
          fmt::format("write \"{}\"", word)};
}

Mistake no_value(std::string_view word) {
  std::string lower(word);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  const bool yes = lower == "true" || lower == "yes" || lower == "on";
  const bool no = lower == "false" || lower == "no" || lower == "off";
  const std::string help = yes  ? "write true, or the word in quotes if it is text"
                           : no ? "write false, or the word in quotes if it is text"
                                : fmt::format("write \"{}\"", word);
  return {0, word.size(), fmt::format("{} stands without quotes", word), help};
}

}  // namespace

std::size_t end_of_bare_value(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (!ends_word(peek(text, end))) ++end;
  const bool date = end == at + 10 && looks_like_date_time(text.substr(at, 10)) && peek(text, at + 7) == '-';
  if (date && peek(text, end) == ' ' && is_digit(peek(text, end + 1)) && is_digit(peek(text, end + 2)) &&
      peek(text, end + 3) == ':')
    for (++end; !ends_word(peek(text, end));) ++end;
  return end;
}

std::optional<Mistake> mistake_in_bare_value(std::string_view word) {
  if (is_small_number(word) || word == "true" || word == "false") return std::nullopt;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (const std::optional<Pasted> pasted = pasted_at(word, i))
      return Mistake{i, pasted->bytes, pasted->described, pasted->help};
    if (is_control(word[i])) return Mistake{i, 1, describe_character(word, i), "take it out"};
  }
  const char first = word.front();
  if (looks_like_date_time(word)) return mistake_in_date_time(word);
  const bool integer = is_integer(word);
  if (integer || is_float(word)) {
    if (word.size() > longest_number)
      return Mistake{0, word.size(), fmt::format("a number of {} characters", word.size()), "100 are read at most"};
    if (fits_in_64_bits(word, integer)) return std::nullopt;
    return Mistake{0, word.size(), fmt::format("{} does not fit in 64 bits", word), ""};
  }
  return is_digit(first) || first == '+' || first == '-' || first == '.' ? no_number(word) : no_value(word);
}

}  // namespace planner
