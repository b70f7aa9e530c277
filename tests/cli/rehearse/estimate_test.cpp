#include "cli/rehearse/estimate.hpp"

#include <doctest/doctest.h>

using namespace cli;

TEST_CASE("what fits is not refused, what does not says what would") {
  const std::vector<std::pair<std::string, std::size_t>> smaller{{"--scale worker=4", 60}, {"--scale worker=1", 28}};
  CHECK(too_large(100, memory_needed(100), smaller).empty());
  const std::string some = too_large(100, memory_needed(30), smaller);
  CHECK(some.find("100 engines") != std::string::npos);
  CHECK(some.find("--scale worker=1 would fit: 28 engines") != std::string::npos);
  CHECK(too_large(100, memory_needed(5), smaller).find("no --scale") != std::string::npos);
  CHECK(too_large(100, memory_needed(60), smaller).find("--scale worker=4 would fit") != std::string::npos);
}

TEST_CASE("more engines need more, and this machine has some") {
  CHECK(memory_needed(2) > memory_needed(1));
  CHECK(memory_available() > 0);
}
