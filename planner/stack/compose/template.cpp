#include "planner/stack/compose/template.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace planner {
namespace {

constexpr int deepest = 20;

bool begins_name(char c) { return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool in_name(char c) { return begins_name(c) || (c >= '0' && c <= '9'); }

struct TemplateReader {
  std::string_view text;
  std::size_t at = 0;

  bool is_at(char c) const { return at < text.size() && text[at] == c; }
  std::string name();
  std::string operation();
  std::optional<TemplatePart> braced(int depth);
  std::optional<TemplatePart> variable(int depth);
  std::optional<Template> parts(int depth);
};

std::string TemplateReader::name() {
  const std::size_t begin = at;
  if (at < text.size() && begins_name(text[at]))
    while (at < text.size() && in_name(text[at])) ++at;
  return std::string(text.substr(begin, at - begin));
}

std::string TemplateReader::operation() {
  for (const std::string_view each : {":-", ":?", ":+", "-", "?", "+"}) {
    if (!text.substr(at).starts_with(each)) continue;
    at += each.size();
    return std::string(each);
  }
  return {};
}

std::optional<TemplatePart> TemplateReader::braced(int depth) {
  TemplatePart part;
  part.name = name();
  if (part.name.empty()) return std::nullopt;
  part.operation = operation();
  if (!part.operation.empty()) {
    std::optional<Template> word = parts(depth + 1);
    if (!word) return std::nullopt;
    part.word = std::move(*word);
  }
  if (!is_at('}')) return std::nullopt;
  ++at;
  return part;
}

/// Behind the dollar.
std::optional<TemplatePart> TemplateReader::variable(int depth) {
  if (is_at('{')) {
    ++at;
    return braced(depth);
  }
  TemplatePart part;
  part.name = name();
  if (part.name.empty()) return std::nullopt;
  return part;
}

/// Up to the end, or inside braces up to the one that closes them.
std::optional<Template> TemplateReader::parts(int depth) {
  if (depth > deepest) return std::nullopt;
  Template result;
  std::string literal;
  const auto flush = [&] {
    if (!literal.empty()) result.push_back({std::exchange(literal, {}), {}, {}, {}});
  };
  while (at < text.size() && (depth == 0 || text[at] != '}')) {
    if (text[at] != '$') {
      literal += text[at++];
      continue;
    }
    ++at;
    if (is_at('$')) {
      literal += text[at++];
      continue;
    }
    flush();
    std::optional<TemplatePart> part = variable(depth);
    if (!part) return std::nullopt;
    result.push_back(std::move(*part));
  }
  flush();
  return result;
}

bool is_literal(const Template& word) { return word.empty() || (word.size() == 1 && word[0].name.empty()); }

/// Of one variable. What deploy would split at another place than Compose does is said in other words.
DeployTemplate variable_for_deploy(const TemplatePart& part) {
  if (part.operation.empty()) return {"${" + part.name + "}", {}};
  const std::string told = "${" + part.name + part.operation + "…}";
  if (part.operation.ends_with('+')) return {{}, told + " is a form that docker stack deploy cannot read"};
  if (!is_literal(part.word))
    return {{}, told + " has a variable in its default, which docker stack deploy cannot read"};
  std::string word = part.word.empty() ? std::string() : part.word[0].text;
  if (part.operation.ends_with('?')) std::replace(word.begin(), word.end(), '-', ' ');
  if (word.find('}') != std::string::npos || (part.operation == "-" && word.find(":-") != std::string::npos))
    return {{}, told + " has a default that docker stack deploy would cut short"};
  return {"${" + part.name + part.operation + word + "}", {}};
}

/// Builds what is bound, as long as it stays short enough.
struct Binder {
  const Meaning& meaning;
  std::size_t room = kLongestValue;
  bool failed = false;

  void add(const TemplatePart& part, Template& out) {
    const std::size_t size = part.text.size() + part.name.size();
    failed = failed || size > room;
    if (failed) return;
    room -= size;
    out.push_back(part);
  }
  void add_all(const Template& parts, Template& out) {
    for (const TemplatePart& part : parts) add(part, out);
  }
  void bind(const Template& parts, Template& out);
  void bind_known(const TemplatePart& part, const Template& known, Template& out);
};

bool is_empty_text(const Template& parts) {
  return std::ranges::all_of(parts, [](const TemplatePart& part) { return part.name.empty() && part.text.empty(); });
}

bool may_be_empty(const Template& parts) {
  return std::ranges::all_of(parts, [](const TemplatePart& part) { return part.text.empty(); });
}

void Binder::bind_known(const TemplatePart& part, const Template& known, Template& out) {
  const bool colon = part.operation.starts_with(':');
  const char kind = part.operation.empty() ? ' ' : part.operation.back();
  const bool empty = is_empty_text(known);
  if ((colon && !empty && may_be_empty(known)) || (kind == '?' && colon && empty)) {
    failed = true;
    return;
  }
  const bool counts = !(colon && empty);
  if (kind == '+' ? counts : !counts) return bind(part.word, out);
  if (kind != '+') add_all(known, out);
}

void Binder::bind(const Template& parts, Template& out) {
  for (const TemplatePart& part : parts) {
    if (failed) return;
    const Template* known = part.name.empty() ? nullptr : meaning(part.name);
    if (known != nullptr) {
      bind_known(part, *known, out);
      continue;
    }
    TemplatePart bound{part.text, part.name, part.operation, {}};
    bind(part.word, bound.word);
    add(bound, out);
  }
}

void evaluate_into(const Template& parts, const Variables& variables, Evaluated& out);

void evaluate_variable(const TemplatePart& part, const Variables& variables, Evaluated& out) {
  const auto found = variables.find(part.name);
  const bool colon = part.operation.starts_with(':');
  const bool has = found != variables.end() && !(colon && found->second.empty());
  const char kind = part.operation.empty() ? ' ' : part.operation.back();
  if (kind == '+' ? has : !has && kind != ' ') {
    if (kind == '?') {
      Evaluated message;
      evaluate_into(part.word, variables, message);
      if (out.missing.empty()) {
        out.missing = part.name;
        out.message = std::move(message.text);
      }
      return;
    }
    evaluate_into(part.word, variables, out);
    return;
  }
  if (kind == '+') return;
  if (found == variables.end())
    out.unset.push_back(part.name);
  else
    out.text += found->second;
}

void evaluate_into(const Template& parts, const Variables& variables, Evaluated& out) {
  for (const TemplatePart& part : parts) {
    if (out.text.size() > kLongestValue) return;
    if (part.name.empty())
      out.text += part.text;
    else
      evaluate_variable(part, variables, out);
  }
}

}  // namespace

std::optional<Template> parse_template(std::string_view text) {
  TemplateReader reader{text};
  return reader.parts(0);
}

bool has_variable(const Template& parts) {
  return std::ranges::any_of(parts, [](const TemplatePart& part) { return !part.name.empty(); });
}

bool has_variable(std::string_view text) {
  if (text.find('$') == std::string_view::npos) return false;
  const std::optional<Template> parts = parse_template(text);
  return !parts || has_variable(*parts);
}

std::string escape_dollars(std::string_view text) {
  std::string result;
  for (const char c : text) result += c == '$' ? std::string("$$") : std::string(1, c);
  return result;
}

std::string literal_of(std::string_view text) {
  const std::optional<Template> parts = parse_template(text);
  return parts ? evaluate(*parts, {}).text : std::string(text);
}

DeployTemplate for_deploy(const Template& parts) {
  DeployTemplate result;
  for (const TemplatePart& part : parts) {
    if (part.name.empty()) {
      result.text += escape_dollars(part.text);
      continue;
    }
    DeployTemplate variable = variable_for_deploy(part);
    if (!variable.why.empty()) return variable;
    result.text += variable.text;
  }
  return result;
}

std::optional<Template> bind_names(const Template& parts, const Meaning& meaning) {
  Binder binder{meaning};
  Template result;
  binder.bind(parts, result);
  if (binder.failed) return std::nullopt;
  return result;
}

Evaluated evaluate(const Template& parts, const Variables& variables) {
  Evaluated result;
  evaluate_into(parts, variables, result);
  return result;
}

}  // namespace planner
