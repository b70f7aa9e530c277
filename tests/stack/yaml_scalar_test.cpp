#include "planner/stack/yaml_scalar.hpp"

#include <doctest/doctest.h>

namespace planner::test {
namespace {

ScalarType plain(std::string text) {
  YamlValue value;
  value.kind = YamlValue::Kind::scalar;
  value.text = std::move(text);
  return type_of(value);
}

TEST_CASE("plain words of YAML are what Docker's reader takes them for") {
  for (const char* text : {"0", "-1", "+8", "1_000", "0x1F", "010", "0o17", "0b101", "123456789012345678901234567890"})
    CHECK_MESSAGE(plain(text) == ScalarType::integer, text);
  for (const char* text : {"3.8", "-.5", "1.", "1e3", "6.02E+23", ".inf", "-.INF", ".NaN", "09.5", "1_0.5"})
    CHECK_MESSAGE(plain(text) == ScalarType::real, text);
  for (const char* text : {"true", "False", "TRUE"}) CHECK_MESSAGE(plain(text) == ScalarType::boolean, text);
  for (const char* text : {"yes", "No", "ON", "off", "y", "N"})
    CHECK_MESSAGE(plain(text) == ScalarType::old_boolean, text);
  for (const char* text : {"2024-01-01", "2024-1-1T10:00:00Z", "2024-01-01 10:00"})
    CHECK_MESSAGE(plain(text) == ScalarType::timestamp, text);
  for (const char* text :
       {"",  "a", "22:22:22", "80:80", "1.2.3", "10.0.0.0/8", "tRue", "0x",      "0xG",         "08x",        "1e",
        "-", "+", ".",        "e5",    "50%",   "512MiB",     "_1",   "2024-01", "2024-001-01", "2024-01-01x"})
    CHECK_MESSAGE(plain(text) == ScalarType::text, text);
}

TEST_CASE("between quotes everything is a text") {
  YamlValue value;
  value.kind = YamlValue::Kind::scalar;
  value.text = "3.8";
  value.is_text = true;
  CHECK(type_of(value) == ScalarType::text);
}

}  // namespace
}  // namespace planner::test
