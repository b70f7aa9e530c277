#pragma once
// Names of processor architectures: what images and people say, and what an engine reports.
#include <array>
#include <string_view>
#include <utility>

namespace planner {

/// What `node.platform.arch` is compared with: the kernel's word (uname -m), which Swarm does not translate.
/// Left: GOARCH and Docker's platform names. Source: github.com/moby/moby pkg/platform/architecture_unix.go and
/// github.com/moby/swarmkit manager/constraint/constraint.go. What is not listed is the kernel's word already.
constexpr std::string_view reported_arch(std::string_view arch) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kNames = {{{"amd64", "x86_64"},
                                                                                    {"arm64", "aarch64"},
                                                                                    {"arm64/v8", "aarch64"},
                                                                                    {"arm", "armv7l"},
                                                                                    {"arm/v7", "armv7l"},
                                                                                    {"arm/v6", "armv6l"},
                                                                                    {"386", "i686"}}};
  for (const auto& [name, reported] : kNames)
    if (name == arch) return reported;
  return arch;
}

}  // namespace planner
