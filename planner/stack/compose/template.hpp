#pragma once
// Texts with variables, in the grammar of the Compose Specification and in the narrower one of `docker stack deploy`.
//
// $NAME ${NAME}, ${NAME:-word} ${NAME-word} (a default), ${NAME:?word} ${NAME?word} (an error), ${NAME:+word}
// ${NAME+word} (in place of a value), $$ (a dollar); with a colon an empty value counts as none. In Compose a word may
// hold variables itself. Deploy reads a word up to the first }, takes it as it is, knows no +, reads $NAME-word as a
// default too, and looks for :- and - before it looks for ?, so that ${NAME:?set-it} is a default "it" there.
// Sources: github.com/compose-spec/compose-spec 12-interpolation.md; github.com/docker/cli cli/compose/template.
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "planner/model/beside.hpp"

namespace planner {

struct TemplatePart {
  std::string text;  // a literal, if `name` is empty
  std::string name;
  std::string operation;  // "", ":-", "-", ":?", "?", ":+", "+"
  std::vector<TemplatePart> word;
};
using Template = std::vector<TemplatePart>;

/// None if it is none: a $ before something else, a ${ without its }, or words nested more than 20 deep.
std::optional<Template> parse_template(std::string_view text);

bool has_variable(const Template& parts);

/// The same for a text; true if it is no template.
bool has_variable(std::string_view text);

/// With every dollar doubled, so that deploy reads the text as it is.
std::string escape_dollars(std::string_view text);

/// The text of a template without variables.
std::string literal_of(std::string_view text);

/// As deploy reads the same, or why it cannot.
struct DeployTemplate {
  std::string text;
  std::string why;
};
DeployTemplate for_deploy(const Template& parts);

/// What a name stands for; null where that is not known yet.
using Meaning = std::function<const Template*(std::string_view name)>;

/// With every name that has a meaning replaced by it. None where the result hangs on whether a meaning that holds
/// variables itself is empty, or would be longer than any value that a process can be given.
std::optional<Template> bind_names(const Template& parts, const Meaning& meaning);

constexpr std::size_t kLongestValue = 128 * 1024;  // bytes; Linux starts no process with a longer one

struct Evaluated {
  std::string text;                // a literal; cut where it grows longer than kLongestValue
  std::string missing;             // a variable that has to be set and is not
  std::string message;             // then what the file says of it
  std::vector<std::string> unset;  // variables without value or default: empty texts
};
Evaluated evaluate(const Template& parts, const Variables& variables);

}  // namespace planner
