#pragma once
// What names may look like in a spec.
#include <string>
#include <string_view>

#include "planner/spec/field.hpp"

namespace planner {

bool is_place_name(std::string_view text);
bool is_host_name(std::string_view text);
bool is_cluster_name(std::string_view text);
bool is_version(std::string_view text);  // "28.3", "28.3.1", "28"
bool is_address(std::string_view text);  // IPv4 or IPv6

/// The stack's name where the spec gives none: the file's stem, every other character made '-', what is no letter
/// or digit dropped from the front, cut at 40; "swarm" from "-" or if nothing is left. Never an error.
std::string name_from_file(std::string_view file);

extern const Grammar kPlaceName;
extern const Grammar kHostName;
extern const Grammar kHostPattern;
extern const Grammar kClusterName;
extern const Grammar kVersion;
extern const Grammar kAddress;
extern const Grammar kCidr;
extern const Grammar kServiceName;
extern const Grammar kGoDuration;
extern const Grammar kArchitecture;
extern const Grammar kObjectName;
extern const Grammar kNotEmpty;

}  // namespace planner
