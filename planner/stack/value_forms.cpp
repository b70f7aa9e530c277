#include "planner/stack/value_forms.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <string>

#include "planner/stack/compose/docker_values.hpp"
#include "planner/stack/duration.hpp"
#include "planner/stack/short_syntax.hpp"
#include "planner/stack/yaml_scalar.hpp"

namespace planner {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

template <std::size_t N>
bool one_of(const YamlValue& value, const std::array<std::string_view, N>& words) {
  return std::ranges::find(words, value.text) != words.end();
}

bool duration(const YamlValue& value) {
  double seconds = 0;
  return parse_duration(value.text, seconds);
}

/// What is no duration at all is told as such.
bool forward(const YamlValue& value) {
  double seconds = 0;
  return !parse_duration(value.text, seconds) || seconds >= 0;
}

bool check_interval(const YamlValue& value) {
  double seconds = 0;
  return !parse_duration(value.text, seconds) || seconds == 0 || seconds >= 0.001;
}

bool order(const YamlValue& value) {
  return one_of(value, std::array<std::string_view, 2>{"start-first", "stop-first"});
}

bool mode(const YamlValue& value) {
  return one_of(value, std::array<std::string_view, 4>{"replicated", "global", "replicated-job", "global-job"});
}

bool endpoint_mode(const YamlValue& value) {
  return one_of(value, std::array<std::string_view, 3>{"", "vip", "dnsrr"});
}

bool update_failure(const YamlValue& value) {
  return one_of(value, std::array<std::string_view, 4>{"", "pause", "continue", "rollback"});
}

bool restart_condition(const YamlValue& value) {
  return one_of(value, std::array<std::string_view, 4>{"", "none", "on-failure", "any"});
}

bool restart(const YamlValue& value) {
  if (one_of(value, std::array<std::string_view, 5>{"", "no", "always", "unless-stopped", "on-failure"})) return true;
  const std::string_view text = value.text;
  constexpr std::string_view with_count = "on-failure:";
  return text.starts_with(with_count) && text.size() > with_count.size() &&
         std::ranges::all_of(text.substr(with_count.size()), is_digit);
}

bool not_negative(const YamlValue& value) { return number_of(value) >= 0; }

/// The client makes 2^63 of all that is more, and the engine takes that for a negative number.
bool of_63_bits(const YamlValue& value) { return number_of(value) < 9223372036854775808.0; }

bool ratio(const YamlValue& value) { return number_of(value) >= 0 && number_of(value) <= 1; }

bool port(const YamlValue& value) {
  if (type_of(value) == ScalarType::text) return parse_port(value.text).has_value() && !has_bare_ipv6(value.text);
  return type_of(value) == ScalarType::integer && number_of(value) >= 0 && number_of(value) <= 65535;
}

bool volume(const YamlValue& value) { return parse_volume(value.text).has_value(); }

bool mount_type(const YamlValue& value) {
  return one_of(value, std::array<std::string_view, 5>{"volume", "bind", "tmpfs", "npipe", "cluster"});
}

/// Without regard to case: github.com/moby/moby daemon/cluster/convert/container.go containerToGRPC
bool propagation(const YamlValue& value) {
  const std::string word =
      lower_case(value.text).substr(value.text.starts_with('r') || value.text.starts_with('R') ? 1 : 0);
  return value.text.empty() || word == "private" || word == "shared" || word == "slave";
}

/// Bytes by Docker's units (github.com/docker/go-units size.go RAMInBytes); NaN where it is no size.
double bytes(std::string_view text) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789."), text.size());
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + digits, number);
  if (digits == 0 || error != std::errc() || end != text.data() + digits)
    return std::numeric_limits<double>::quiet_NaN();
  std::string suffix = lower_case(text.substr(digits));
  if (suffix.starts_with(' ')) suffix.erase(0, 1);
  if (suffix.empty() || suffix == "b") return number;
  constexpr std::string_view units = "kmgtp";
  const std::size_t power = units.find(suffix[0]);
  const std::string rest = suffix.substr(1);
  if (power == std::string_view::npos || (!rest.empty() && rest != "b" && rest != "ib"))
    return std::numeric_limits<double>::quiet_NaN();
  return number * std::pow(1024.0, static_cast<double>(power + 1));
}

bool size(const YamlValue& value) { return !std::isnan(bytes(value.text)); }

bool enough_memory(const YamlValue& value) {
  constexpr double least = 4.0 * 1024 * 1024;  // swarmkit manager/controlapi/service.go validateResources
  const double amount = bytes(value.text);
  return std::isnan(amount) || amount == 0 || amount >= least;  // what is no size is told as such
}

/// 0 or from 0.001: validateResources as above.
bool processors(const YamlValue& value) {
  const std::optional<double> number = docker_processors(value.text);
  return number && (*number == 0 || *number >= 0.001);
}

/// Quotes that close: what a string is cut into words by, github.com/google/shlex
bool words(const YamlValue& value) {
  char quote = '\0';
  const std::string& text = value.text;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && quote != '\'') {
      if (++i == text.size()) return false;
    } else if (quote != '\0') {
      if (text[i] == quote) quote = '\0';
    } else if (text[i] == '"' || text[i] == '\'') {
      quote = text[i];
    } else if (text[i] == '#' && (i == 0 || text[i - 1] == ' ' || text[i - 1] == '\t' || text[i - 1] == '\n')) {
      i = std::min(text.find('\n', i), text.size());
    }
  }
  return quote == '\0';
}

/// The path of a repository is lower case; a domain before it, a tag and a digest may hold more.
/// Source: github.com/distribution/reference regexp.go
bool image(const YamlValue& value) {
  std::string_view text = value.text;
  if (text.empty()) return false;
  const std::size_t digest = text.find('@');
  if (digest != std::string_view::npos && text.find(':', digest) == std::string_view::npos) return false;
  text = text.substr(0, digest);
  const std::size_t first = text.find('/');
  const std::string_view domain = text.substr(0, first == std::string_view::npos ? 0 : first);
  const bool has_domain = domain.find_first_of(".:") != std::string_view::npos || domain == "localhost" ||
                          domain.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") != std::string_view::npos;
  std::string_view path = has_domain ? text.substr(first + 1) : text;
  const std::size_t colon = path.find(':');
  const std::string_view tag = colon == std::string_view::npos ? "latest" : path.substr(colon + 1);
  path = path.substr(0, colon);
  constexpr std::string_view lower = "abcdefghijklmnopqrstuvwxyz0123456789._-/";
  constexpr std::string_view any = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
  return !path.empty() && path.find_first_not_of(lower) == std::string_view::npos && !path.ends_with('/') &&
         path.find("//") == std::string_view::npos && !tag.empty() &&
         tag.find_first_not_of(any) == std::string_view::npos;
}

constexpr std::string_view a_duration = "a duration such as 1m30s: numbers, each with its unit";
constexpr std::string_view from_zero = "0 or more";
constexpr std::string_view no_less = "0s or more";
constexpr std::string_view from_1ms = "0 or 1ms and more";
constexpr std::string_view quotes_close = "a text whose quotes all close";
constexpr std::string_view a_size = "a size such as 512M";
constexpr std::string_view memory_words = "0, or 4M and more";
constexpr std::string_view processor_words = "a number such as 0.5, 0 or from 0.001";

constexpr ValueForm forms[] = {
    {"services.*.command", words, quotes_close},
    {"services.*.configs.[].mode", not_negative, from_zero},
    {"services.*.deploy.endpoint_mode", endpoint_mode, "vip or dnsrr", false},
    {"services.*.deploy.mode", mode, "one of replicated, global, replicated-job, global-job", false},
    {"services.*.deploy.placement.max_replicas_per_node", not_negative, from_zero},
    {"services.*.deploy.replicas", not_negative, from_zero},
    {"services.*.deploy.replicas", of_63_bits, "at most 9223372036854775807", false},
    {"services.*.deploy.resources.limits.cpus", processors, processor_words, false},
    {"services.*.deploy.resources.limits.memory", size, a_size},
    {"services.*.deploy.resources.limits.memory", enough_memory, memory_words, false},
    {"services.*.deploy.resources.reservations.cpus", processors, processor_words, false},
    {"services.*.deploy.resources.reservations.memory", size, a_size},
    {"services.*.deploy.resources.reservations.memory", enough_memory, memory_words, false},
    {"services.*.deploy.restart_policy.condition", restart_condition, "one of none, on-failure, any", false},
    {"services.*.deploy.restart_policy.delay", duration, a_duration},
    {"services.*.deploy.restart_policy.delay", forward, no_less, false},
    {"services.*.deploy.restart_policy.max_attempts", not_negative, from_zero},
    {"services.*.deploy.restart_policy.window", duration, a_duration},
    {"services.*.deploy.restart_policy.window", forward, no_less, false},
    {"services.*.deploy.rollback_config.delay", duration, a_duration},
    {"services.*.deploy.rollback_config.max_failure_ratio", ratio, "from 0 to 1", false},
    {"services.*.deploy.rollback_config.monitor", duration, a_duration},
    {"services.*.deploy.rollback_config.order", order, "start-first or stop-first"},
    {"services.*.deploy.rollback_config.parallelism", not_negative, from_zero},
    {"services.*.deploy.update_config.delay", duration, a_duration},
    {"services.*.deploy.update_config.delay", forward, no_less, false},
    {"services.*.deploy.update_config.failure_action", update_failure, "one of pause, continue, rollback", false},
    {"services.*.deploy.update_config.max_failure_ratio", ratio, "from 0 to 1", false},
    {"services.*.deploy.update_config.monitor", duration, a_duration},
    {"services.*.deploy.update_config.monitor", forward, no_less, false},
    {"services.*.deploy.update_config.order", order, "start-first or stop-first"},
    {"services.*.deploy.update_config.parallelism", not_negative, from_zero},
    {"services.*.entrypoint", words, quotes_close},
    {"services.*.healthcheck.interval", duration, a_duration},
    {"services.*.healthcheck.interval", check_interval, from_1ms, false},
    {"services.*.healthcheck.retries", not_negative, from_zero},
    {"services.*.healthcheck.start_interval", duration, a_duration},
    {"services.*.healthcheck.start_interval", check_interval, from_1ms, false},
    {"services.*.healthcheck.start_period", duration, a_duration},
    {"services.*.healthcheck.start_period", check_interval, from_1ms, false},
    {"services.*.healthcheck.timeout", duration, a_duration},
    {"services.*.healthcheck.timeout", check_interval, from_1ms, false},
    {"services.*.image", image, "the name of an image such as registry.example/shop/api:1.4, its path in lower case",
     false},
    {"services.*.ports.[]", port,
     "ports such as 8080:80 or 8080:80/udp, from 0 to 65535, an IPv6 address before them in brackets"},
    {"services.*.ports.[].published", not_negative, from_zero},
    {"services.*.ports.[].target", not_negative, from_zero},
    {"services.*.restart", restart, "one of no, always, unless-stopped, on-failure, on-failure:N", false},
    {"services.*.secrets.[].mode", not_negative, from_zero},
    {"services.*.stop_grace_period", duration, a_duration},
    {"services.*.volumes.[]", volume, "SOURCE:TARGET or TARGET, none of them empty"},
    {"services.*.volumes.[].bind.propagation", propagation, "one of private, rprivate, shared, rshared, slave, rslave",
     false},
    {"services.*.volumes.[].tmpfs.size", not_negative, from_zero},
    {"services.*.volumes.[].type", mount_type, "one of volume, bind, tmpfs, npipe, cluster", false},
};

}  // namespace

std::span<const ValueForm> value_forms() { return forms; }

double number_of(const YamlValue& scalar) {
  const ScalarType type = scalar.is_scalar() ? type_of(scalar) : ScalarType::text;
  if (type != ScalarType::integer && type != ScalarType::real) return std::numeric_limits<double>::quiet_NaN();
  std::string text = scalar.text;
  std::erase(text, '_');
  const bool negative = text.starts_with('-');
  if (text.starts_with('-') || text.starts_with('+')) text.erase(0, 1);
  int base = 10;
  if (type == ScalarType::integer && text.size() > 1 && text[0] == '0') {
    const char letter = static_cast<char>(text[1] | 0x20);
    base = letter == 'x' ? 16 : letter == 'b' ? 2 : 8;
    text.erase(0, letter == 'x' || letter == 'b' || letter == 'o' ? 2 : 1);
  }
  double number = std::numeric_limits<double>::quiet_NaN();
  if (base == 10) {
    std::from_chars(text.data(), text.data() + text.size(), number);
  } else {
    unsigned long long whole = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), whole, base).ec == std::errc())
      number = static_cast<double>(whole);
  }
  return negative ? -number : number;
}

bool is_whole_number(const YamlValue& scalar) {
  const double number = number_of(scalar);
  return std::isfinite(number) && number == std::floor(number);
}

}  // namespace planner
