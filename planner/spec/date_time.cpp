// A spec needs no dates, but TOML has them, and a reader of TOML says what is wrong with one.
#include "planner/spec/date_time.hpp"

#include <fmt/format.h>

#include "planner/spec/character.hpp"

namespace planner {
namespace {

// Reads a word from its front; once something does not fit, nothing after it does.
struct Reader {
  std::string_view rest;
  bool fits = true;
};

bool take(Reader& reader, std::string_view any_of) {
  if (!reader.fits || reader.rest.empty() || any_of.find(reader.rest.front()) == std::string_view::npos) return false;
  reader.rest.remove_prefix(1);
  return true;
}

void need(Reader& reader, char c) { reader.fits = take(reader, std::string_view(&c, 1)); }

int number(Reader& reader, std::size_t digits) {
  int value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    reader.fits = reader.fits && !reader.rest.empty() && is_digit(reader.rest.front());
    if (!reader.fits) return 0;
    value = value * 10 + (reader.rest.front() - '0');
    reader.rest.remove_prefix(1);
  }
  return value;
}

int days_in(int year, int month) {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

void date(Reader& reader) {
  const int year = number(reader, 4);
  need(reader, '-');
  const int month = number(reader, 2);
  need(reader, '-');
  const int day = number(reader, 2);
  reader.fits = reader.fits && month >= 1 && month <= 12 && day >= 1 && day <= days_in(year, month);
}

void hour_and_minute(Reader& reader) {
  const int hour = number(reader, 2);
  need(reader, ':');
  const int minute = number(reader, 2);
  reader.fits = reader.fits && hour <= 23 && minute <= 59;
}

// Nine digits of a second at most: toml++ reads no more.
void time(Reader& reader) {
  hour_and_minute(reader);
  need(reader, ':');
  reader.fits = number(reader, 2) <= 59 && reader.fits;
  if (!take(reader, ".")) return;
  std::size_t digits = 0;
  while (take(reader, "0123456789")) ++digits;
  reader.fits = reader.fits && digits >= 1 && digits <= 9;
}

void offset(Reader& reader) {
  if (take(reader, "Zz")) return;
  if (take(reader, "+-")) hour_and_minute(reader);
}

}  // namespace

bool looks_like_date_time(std::string_view word) {
  std::size_t digits = 0;
  while (is_digit(peek(word, digits))) ++digits;
  return (digits == 4 && peek(word, 4) == '-') || (digits == 2 && peek(word, 2) == ':');
}

std::optional<Mistake> mistake_in_date_time(std::string_view word) {
  Reader reader{word};
  if (peek(word, 2) == ':') {
    time(reader);
  } else {
    date(reader);
    if (take(reader, "Tt ")) {
      time(reader);
      offset(reader);
    }
  }
  if (reader.fits && reader.rest.empty()) return std::nullopt;
  return Mistake{0, word.size(), fmt::format("{} is no date or time", word),
                 "a date is written 2026-01-31, a time 23:59:00, anything else in quotes"};
}

}  // namespace planner
