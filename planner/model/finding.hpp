#pragma once
// What the program has to say about a place in a user's file.
#include <string>
#include <string_view>

#include "planner/model/source_range.hpp"

namespace planner {

enum class Severity { info, warning, error };

/// "info", "warning" or "error": the words of the JSON contract.
constexpr std::string_view name_of(Severity severity) {
  switch (severity) {
    case Severity::info: return "info";
    case Severity::warning: return "warning";
    case Severity::error: break;
  }
  return "error";
}

struct Finding {
  std::string rule{};  // "quorum-lost-with-domain"
  Severity severity = Severity::error;
  std::string message{};  // the thing, the numbers, the consequence
  std::string file{};     // as the user named it
  SourceRange where{};
  std::string place{};  // id of the place, node, domain or service spoken of; may be empty
  std::string help{};   // the cure; may be empty for an error of form
};

}  // namespace planner
