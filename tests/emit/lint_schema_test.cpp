#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <vector>

#include "planner/emit/lint_json.hpp"
#include "planner/spec/text_position.hpp"

using namespace planner;
using nlohmann::json;

TEST_CASE("lint as JSON: every member is in the schema, and every required one is printed") {
  std::ifstream file(SOURCE_DIR "/schemas/lint.schema.json");
  const json schema = json::parse(file);
  const json document = json::parse(emit_lint_json(std::vector<Finding>(1)));
  const auto same_members = [](const json& object, const json& described) {
    for (const auto& [key, value] : object.items()) CHECK_MESSAGE(described["properties"].contains(key), key);
    for (const json& key : described["required"]) CHECK_MESSAGE(object.contains(key.get<std::string>()), key);
  };
  same_members(document, schema);
  same_members(document["findings"][0], schema["properties"]["findings"]["items"]);
  same_members(document["summary"], schema["properties"]["summary"]);
  json severities = json::array();
  for (Severity severity : {Severity::error, Severity::warning, Severity::info})
    severities.push_back(name_of(severity));
  CHECK(schema["properties"]["findings"]["items"]["properties"]["severity"]["enum"] == severities);
}
