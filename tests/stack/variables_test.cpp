// What docker stack deploy replaces in a stack file.
#include "planner/stack/variables.hpp"

#include <doctest/doctest.h>

using planner::variables_without_default;
using Names = std::vector<std::string>;

TEST_CASE("what has no default is named, whether deploy then refuses or puts in nothing") {
  CHECK(variables_without_default("${B:?set it} ${A?} $C ${D:-x} ${E} $C $$F ${G-} $H:-y") ==
        Names{"A", "B", "C", "E"});
  CHECK(variables_without_default("no dollar").empty());
  CHECK(variables_without_default("${UP}:/media/") == Names{"UP"});
  CHECK(variables_without_default("${A}$A ${A:-1}") == Names{"A"});
}
