// Entry for libFuzzer (clang only): any bytes at all must read as a compose file without a crash, and what comes out is
// a stack that docker stack deploy takes, or findings.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "tests/fuzz/compose_text_properties.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string broken = planner::test::broken_compose_property(std::string(data, data + size));
  if (broken.empty()) return 0;
  std::fprintf(stderr, "%s\n", broken.c_str());
  std::abort();
}
