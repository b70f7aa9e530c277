#include "planner/emit/words.hpp"

#include <doctest/doctest.h>

using namespace planner;

TEST_CASE("counts and lists read as English") {
  CHECK(counted(1, "manager") == "1 manager");
  CHECK(counted(0, "manager") == "0 managers");
  CHECK(number_word(10) == "ten");
  CHECK(number_word(11) == "11");
  CHECK(number_word(-1) == "-1");
  CHECK(upper("zone az-1 \xc3\xa9") == "ZONE AZ-1 \xc3\xa9");
  CHECK(join({}, " or ").empty());
  CHECK(join({"a"}, " or ") == "a");
  CHECK(join({"a", "b"}, " or ") == "a or b");
  CHECK(join({"a", "b", "c"}, " or ") == "a, b or c");
  CHECK(folded({"a", "b"}, 2) == "a, b");
  CHECK(folded({"a", "b", "c", "d"}, 2) == "a, b and 2 more");
  CHECK(range(7, 7) == "7");
  CHECK(range(10, 11) == "10 or 11");
  CHECK(range(6, 9) == "6 to 9");
}
