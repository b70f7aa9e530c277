#include "planner/emit/mermaid_text.hpp"

#include "planner/emit/visible_text.hpp"

namespace planner {
namespace {

std::string escaped(std::string_view text) {
  constexpr std::string_view plain = " .,:()/+-";
  std::string result;
  for (const char c : visible_text(text)) {
    const bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    const bool beyond_ascii = (static_cast<unsigned char>(c) & 0x80U) != 0;
    if (word || beyond_ascii || plain.find(c) != std::string_view::npos) {
      result += c;
    } else {
      result += "#" + std::to_string(static_cast<int>(c)) + ";";
    }
  }
  return result;
}

}  // namespace

std::string mermaid_label(std::string_view text) { return "\"" + escaped(text) + "\""; }

std::string mermaid_label(std::string_view first, std::string_view second) {
  return "\"" + escaped(first) + "<br/>" + escaped(second) + "\"";
}

}  // namespace planner
