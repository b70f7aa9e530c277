#include "planner/swarm/names.hpp"

#include <doctest/doctest.h>

#include <string>

#include "planner/swarm/arch.hpp"

using namespace planner;

TEST_CASE("service names are what swarmkit's isValidDNSName takes, and no longer than 63") {
  for (const char* good : {"a", "9", "api", "shop_api", "shop-_api", "A-1", "a--b", "a__b"}) {
    CAPTURE(good);
    CHECK(is_service_name(good));
  }
  for (const char* bad : {"", "-a", "a-", "_a", "a_", "a.b", "a b", "\xc3\xa4", "a/b", "a:b"}) {
    CAPTURE(bad);
    CHECK_FALSE(is_service_name(bad));
  }
  CHECK(is_service_name(std::string(63, 'a')));
  CHECK_FALSE(is_service_name(std::string(64, 'a')));
}

TEST_CASE("secrets, configs and volumes may hold dots and one character more") {
  for (const char* good : {"a", "site.conf", "a-b_c.9"}) CHECK(is_object_name(good));
  for (const char* bad : {"", ".a", "a.", "a b", "a/b"}) CHECK_FALSE(is_object_name(bad));
  CHECK(is_object_name(std::string(64, 'a')));
  CHECK_FALSE(is_object_name(std::string(65, 'a')));
}

TEST_CASE("an architecture becomes the kernel's word") {
  CHECK(reported_arch("amd64") == "x86_64");
  CHECK(reported_arch("arm64") == "aarch64");
  CHECK(reported_arch("x86_64") == "x86_64");
  CHECK(reported_arch("riscv64") == "riscv64");
}
