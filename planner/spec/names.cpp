#include "planner/spec/names.hpp"

#include <algorithm>

#include "planner/spec/cidr.hpp"
#include "planner/spec/units.hpp"
#include "planner/swarm/names.hpp"

namespace planner {
namespace {

bool is_alnum(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_name(std::string_view text, std::size_t longest, std::string_view also, std::string_view also_first) {
  if (text.empty() || text.size() > longest) return false;
  if (!is_alnum(text[0]) && also_first.find(text[0]) == std::string_view::npos) return false;
  return std::all_of(text.begin(), text.end(),
                     [&](char c) { return is_alnum(c) || also.find(c) != std::string_view::npos; });
}

bool is_host_pattern(std::string_view text) {
  constexpr std::string_view kKnown[] = {"cluster", "group", "region", "zone", "rack", "role", "index"};
  std::string bare;
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    bare += text.substr(0, open);
    if (open == std::string_view::npos) break;
    const std::size_t close = text.find('}', open);
    if (close == std::string_view::npos) return false;
    const std::string_view name = text.substr(open + 1, close - open - 1);
    if (std::find(std::begin(kKnown), std::end(kKnown), name) == std::end(kKnown)) return false;
    bare += 'x';
    text.remove_prefix(close + 1);
  }
  return is_host_name(bare);
}

bool is_not_empty(std::string_view text) { return !text.empty(); }

}  // namespace

bool is_place_name(std::string_view text) { return is_name(text, 32, "_-", ""); }
bool is_host_name(std::string_view text) { return is_name(text, 253, "._-", "._-") && text[0] != '-'; }
bool is_cluster_name(std::string_view text) { return is_name(text, 40, "_-", ""); }

bool is_version(std::string_view text) {
  int parts = 1;
  bool digit = false;
  for (char c : text) {
    if (c == '.' && digit) {
      ++parts;
      digit = false;
    } else if (c >= '0' && c <= '9') {
      digit = true;
    } else {
      return false;
    }
  }
  return digit && parts <= 3 && text.size() <= 16;
}

bool is_address(std::string_view text) {
  if (parse_ipv4(text)) return true;
  if (text.size() < 2 || text.size() > 45 || text.find(':') == std::string_view::npos) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.';
  });
}

std::string name_from_file(std::string_view file) {
  if (file == "-" || file == "<stdin>") return "swarm";
  file = file.substr(file.find_last_of('/') + 1);
  if (const std::size_t dot = file.find_last_of('.'); dot != std::string_view::npos && dot > 0)
    file = file.substr(0, dot);
  std::string name;
  for (char c : file) {
    if ((name.empty() && !is_alnum(c)) || (static_cast<unsigned char>(c) & 0xC0) == 0x80) continue;  // UTF-8's rest
    name += is_alnum(c) || c == '_' || c == '-' ? c : '-';
  }
  if (name.size() > 40) name.resize(40);
  return name.empty() ? "swarm" : name;
}

const Grammar kPlaceName{is_place_name, "1 to 32 of A-Z a-z 0-9 _ -, the first a letter or digit",
                         "^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$"};
const Grammar kHostName{is_host_name, "1 to 253 of A-Z a-z 0-9 . _ -, the first no -",
                        "^[A-Za-z0-9._][A-Za-z0-9._-]{0,252}$"};
const Grammar kHostPattern{is_host_pattern,
                           "a host name, in which {cluster} {group} {region} {zone} {rack} {role} {index} may stand",
                           "^([A-Za-z0-9._-]|\\{(cluster|group|region|zone|rack|role|index)\\})+$"};
const Grammar kClusterName{is_cluster_name, "1 to 40 of A-Z a-z 0-9 _ -, the first a letter or digit",
                           "^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$"};
const Grammar kVersion{is_version, "a version such as \"28.5\"", "^[0-9]+(\\.[0-9]+){0,2}$"};
const Grammar kAddress{is_address, "an IP address", ""};
const Grammar kCidr{[](std::string_view text) { return parse_cidr(text).has_value(); },
                    "an IPv4 network such as \"10.64.0.0/12\"", "^[0-9.]+/[0-9]+$"};
const Grammar kServiceName{is_service_name, "1 to 63 of A-Z a-z 0-9 _ -, the first and last a letter or digit",
                           "^[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?$"};
const Grammar kGoDuration{is_go_duration, "a duration as Docker takes it, such as \"10s\" or \"1m30s\"",
                          "^([0-9]+(\\.[0-9]+)?(ns|us|ms|s|m|h))+$"};
const Grammar kArchitecture{[](std::string_view text) { return is_name(text, 32, "_-", ""); },
                            "an architecture such as amd64 or arm64", "^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$"};
const Grammar kObjectName{is_object_name, "1 to 64 of A-Z a-z 0-9 - _ ., the first and last a letter or digit",
                          "^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$"};
const Grammar kNotEmpty{is_not_empty, "a text of at least one character", "."};

}  // namespace planner
