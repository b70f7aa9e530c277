// Entry for libFuzzer (SWARMPLAN_FUZZ, clang only): any bytes at all must read without a crash, and every property of
// spec_text_properties must hold. `fuzz_read_toml FOLDER` starts from the texts in a folder.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "tests/fuzz/spec_text_properties.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  const std::string broken = planner::test::broken_property(text);
  if (!broken.empty()) {
    std::fprintf(stderr, "%s\n", broken.c_str());
    std::abort();
  }
  return 0;
}
