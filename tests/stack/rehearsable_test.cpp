#include "planner/stack/rehearsable.hpp"

#include <doctest/doctest.h>

#include <functional>

using namespace planner;

namespace {

std::string reason(const std::function<void(Service&)>& change) {
  Service service;
  service.name = "api";
  service.image = "api:1";
  change(service);
  return cannot_be_rehearsed(service);
}

}  // namespace

TEST_CASE("a stand-in takes the place of what needs neither its own image nor the host") {
  CHECK(reason([](Service&) {}).empty());
  CHECK(reason([](Service& s) {
          s.volumes = {{"volume", "data", "/data", false}, {"tmpfs", "", "/tmp", false}};
        }).empty());
  CHECK(reason([](Service& s) { s.healthcheck = Healthcheck{{"NONE"}, "", "", "", {}}; }).empty());
  CHECK(reason([](Service& s) { s.ports = {{80, 80, "tcp", "host"}}; }).empty());
}

TEST_CASE("variables that have to be set, and the images that they name") {
  CHECK(variables_required("image: ${B:?set it}\n- ${A?} $C ${D:-x} ${E} ${A:?again} $$F") ==
        std::vector<std::string>{"A", "B"});
  Service service;
  service.image = "${REGISTRY:-shop.example}/api:${TAG:?set TAG}";
  CHECK(image_of(service, {{"TAG", "7"}}) == service.image);
  service.interpolate = true;
  CHECK(image_of(service, {{"TAG", "7"}}) == "shop.example/api:7");
}

TEST_CASE("a command, a health check, a digest and a bind mount are told") {
  CHECK(reason([](Service& s) { s.command = {"serve"}; }).find("command") != std::string::npos);
  CHECK(reason([](Service& s) { s.job = true; }).find("job") != std::string::npos);
  CHECK(reason([](Service& s) { s.entrypoint = {"/run"}; }).find("command") != std::string::npos);
  CHECK(reason([](Service& s) {
          s.reserve = Resources{};
          s.reserve->generic = {{"gpu", 1}};
        }).find("gpu") != std::string::npos);
  CHECK(reason([](Service& s) { s.image = "api@sha256:00"; }).find("digest") != std::string::npos);
  CHECK(reason([](Service& s) {
          s.healthcheck = Healthcheck{{"CMD", "curl"}, "", "", "", {}};
        }).find("health check") != std::string::npos);
  CHECK(reason([](Service& s) {
          s.volumes = {{"bind", "/etc/ssl", "/x", true}};
        }).find("/etc/ssl") != std::string::npos);
}
