// Prints TOML from TOML, token by token, so that comments survive and strings and numbers stay as they were written.
// The text is known to be valid, hence every step may trust what comes next. Lists that had a line break of their own
// keep one element a line where one was, and get a comma behind the last; all others stand on one line.
#include "planner/spec/format_spec.hpp"

#include <algorithm>

#include "planner/spec/bare_value.hpp"
#include "planner/spec/character.hpp"
#include "planner/spec/notation.hpp"
#include "planner/spec/string_syntax.hpp"

namespace planner {
namespace {

struct Printer {
  std::string_view text;
  std::size_t at = 0;
  std::string out;
};

char here(const Printer& printer) { return peek(printer.text, printer.at); }

void skip_blanks(Printer& printer) {
  while (is_blank(here(printer)) || here(printer) == '\r') ++printer.at;
}

void print_string(Printer& printer) {
  const std::size_t begin = printer.at;
  printer.at = string_extent(printer.text, begin).end;
  for (const char c : printer.text.substr(begin, printer.at - begin))
    if (c != '\r') printer.out += c;
}

void print_comment(Printer& printer) {
  const std::size_t begin = printer.at;
  std::size_t end = printer.at = std::min(printer.text.find('\n', begin), printer.text.size());
  while (is_blank(printer.text[end - 1]) || printer.text[end - 1] == '\r') --end;
  printer.out += printer.text.substr(begin, end - begin);
}

// The parts of a key with nothing around their dots; up to = or ].
void print_key(Printer& printer) {
  for (skip_blanks(printer); here(printer) != '=' && here(printer) != ']'; skip_blanks(printer)) {
    if (here(printer) == '"' || here(printer) == '\'')
      print_string(printer);
    else
      printer.out += printer.text[printer.at++];
  }
}

void print_value(Printer& printer, std::size_t indent);

void print_assignment(Printer& printer, std::size_t indent) {
  print_key(printer);
  ++printer.at;
  skip_blanks(printer);
  printer.out += " = ";
  print_value(printer, indent);
}

void print_inline_table(Printer& printer, std::size_t indent) {
  ++printer.at;
  printer.out += '{';
  bool first = true;
  for (skip_blanks(printer); here(printer) != '}'; skip_blanks(printer)) {
    if (here(printer) == ',') {
      ++printer.at;
      continue;
    }
    printer.out += first ? " " : ", ";
    first = false;
    print_assignment(printer, indent);
  }
  ++printer.at;
  printer.out += first ? "}" : " }";
}

// What stands between two elements of a list.
struct Gap {
  int newlines = 0;
  bool comma = false;
  bool comment = false;  // a comment is next
};

Gap skip_gap(Printer& printer) {
  Gap gap;
  for (;; ++printer.at) {
    skip_blanks(printer);
    const char c = here(printer);
    if (c == '\n')
      ++gap.newlines;
    else if (c == ',')
      gap.comma = true;
    else {
      gap.comment = c == '#';
      return gap;
    }
  }
}

// Whether the list at `at` has a line break that belongs to no list or string inside it.
bool spans_lines(const Printer& printer) {
  int depth = 0;
  for (std::size_t at = printer.at; at < printer.text.size();) {
    const char c = printer.text[at];
    if (c == '"' || c == '\'') {
      at = string_extent(printer.text, at).end;
      continue;
    }
    if (depth == 1 && (c == '\n' || c == '#')) return true;
    if (c == '#') {
      at = std::min(printer.text.find('\n', at), printer.text.size());
      continue;
    }
    if (c == '[' || c == '{') ++depth;
    if (c == ']' || c == '}') --depth;
    if (depth == 0) return false;
    ++at;
  }
  return false;
}

void new_line(Printer& printer, std::size_t indent, int newlines) {
  while (is_blank(printer.out.back())) printer.out.pop_back();
  if (newlines > 1 && printer.out.back() != '[') printer.out += '\n';
  printer.out += '\n' + std::string(indent, ' ');
}

// Commas of the text are passed over: each value gets its own.
void print_lines(Printer& printer, std::size_t indent) {
  ++printer.at;
  printer.out += '[';
  bool empty = true, value_before = false;
  for (Gap gap = skip_gap(printer); here(printer) != ']'; gap = skip_gap(printer)) {
    const bool breaks = gap.newlines > 0 || (!gap.comment && !value_before);
    if (breaks)
      new_line(printer, indent + 2, gap.newlines);
    else
      printer.out += gap.comment ? "  " : " ";
    value_before = !gap.comment;
    empty = false;
    if (gap.comment) {
      print_comment(printer);
    } else {
      print_value(printer, indent + 2);
      printer.out += ',';
    }
  }
  ++printer.at;
  if (!empty) new_line(printer, indent, 1);
  printer.out += ']';
}

void print_one_line(Printer& printer, std::size_t indent) {
  ++printer.at;
  printer.out += '[';
  bool first = true;
  for (skip_gap(printer); here(printer) != ']'; skip_gap(printer)) {
    if (!first) printer.out += ", ";
    first = false;
    print_value(printer, indent);
  }
  ++printer.at;
  printer.out += ']';
}

void print_value(Printer& printer, std::size_t indent) {
  const char c = here(printer);
  if (c == '"' || c == '\'') return print_string(printer);
  if (c == '{') return print_inline_table(printer, indent);
  if (c == '[') return spans_lines(printer) ? print_lines(printer, indent) : print_one_line(printer, indent);
  const std::size_t end = end_of_bare_value(printer.text, printer.at);
  printer.out += printer.text.substr(printer.at, end - printer.at);
  printer.at = end;
}

void print_header(Printer& printer) {
  const std::string_view brackets = peek(printer.text, printer.at + 1) == '[' ? "]]" : "]";
  printer.at += brackets.size();
  printer.out.append(brackets.size(), '[');
  print_key(printer);
  printer.at += brackets.size();
  printer.out += brackets;
}

void print_statement(Printer& printer) {
  if (here(printer) == '#') return print_comment(printer);
  if (here(printer) == '[')
    print_header(printer);
  else
    print_assignment(printer, 0);
  skip_blanks(printer);
  if (here(printer) != '#') return;
  printer.out += "  ";
  print_comment(printer);
}

}  // namespace

std::string format_spec(std::string_view text) {
  const Notation notation = rewrite_notation(text, "");
  Printer printer{notation.toml, 0, {}};
  printer.out.reserve(text.size() + text.size() / 8);
  int newlines = 0;
  for (skip_blanks(printer); printer.at < printer.text.size(); skip_blanks(printer)) {
    if (here(printer) == '\n') {
      ++newlines;
      ++printer.at;
      continue;
    }
    if (!printer.out.empty()) printer.out.append(newlines > 1 ? 2 : 1, '\n');
    newlines = 0;
    print_statement(printer);
  }
  if (!printer.out.empty()) printer.out += '\n';
  return std::move(printer.out);
}

}  // namespace planner
