// Entry for libFuzzer (clang only): any bytes at all must read as a stack file and as a node dump without a crash, and
// every property of stack_text_properties must hold.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "tests/fuzz/stack_text_properties.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  for (const std::string& broken :
       {planner::test::broken_stack_property(text), planner::test::broken_dump_property(text)})
    if (!broken.empty()) {
      std::fprintf(stderr, "%s\n", broken.c_str());
      std::abort();
    }
  return 0;
}
