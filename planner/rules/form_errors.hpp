#pragma once
// Errors of form: what is wrong with a file before any rule can look at it (exit code 2). They cannot be allowed.
#include <span>
#include <string_view>

namespace planner {

struct FormError {
  std::string_view name;  // as in brackets behind the message: "unknown-key"
  std::string_view summary;
  std::string_view fix;
};

/// In the order of docs/rules.md.
std::span<const FormError> form_errors();

const FormError* find_form_error(std::string_view name);

}  // namespace planner
