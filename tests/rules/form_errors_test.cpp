// Errors of form: what the reader of specs names must be known to `explain`.
#include "planner/rules/form_errors.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

using namespace planner;

TEST_CASE("every error of form that the readers can give is declared, and no other") {
  const std::regex named(R"re("((?:invalid|unknown|wrong|out|duplicate|missing|conflicting|too)-[a-z-]+)")re");
  std::set<std::string> given;
  for (const char* folder : {"spec", "stack", "live"})
    for (const auto& entry : std::filesystem::recursive_directory_iterator(std::string(SOURCE_DIR "/planner/") + folder)) {
      if (entry.is_directory()) continue;
      std::ifstream file(entry.path());
      const std::string text{std::istreambuf_iterator<char>(file), {}};
      for (std::sregex_iterator at(text.begin(), text.end(), named), end; at != end; ++at) given.insert((*at)[1]);
    }
  std::set<std::string> declared;
  for (const FormError& error : form_errors()) declared.emplace(error.name);
  CHECK(given == declared);
}

TEST_CASE("each has words, and is found by its name") {
  for (const FormError& error : form_errors()) {
    CHECK(find_form_error(error.name) == &error);
    CHECK_FALSE(error.summary.empty());
    CHECK(error.fix.ends_with('.'));
  }
  CHECK(find_form_error("unknown") == nullptr);
}
