#pragma once
// What a plain word of YAML is to Docker's readers: a text, a number, a boolean.
#include "planner/model/yaml_value.hpp"

namespace planner {

/// `old_boolean`: yes, no, on, off, y, n, which are texts since Docker 20.10's client gave way to newer ones (YAML 1.2)
/// and booleans before (YAML 1.1).
enum class ScalarType { text, integer, real, boolean, old_boolean, timestamp };

/// Of a scalar. As gopkg.in/yaml.v3 resolves it: github.com/go-yaml/yaml/blob/v3/resolve.go
ScalarType type_of(const YamlValue& scalar);

}  // namespace planner
