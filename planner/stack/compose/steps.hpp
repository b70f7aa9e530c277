#pragma once
// The steps from the tree of a compose file to services, in the order in which they are taken. One file each.
#include "planner/model/cluster.hpp"
#include "planner/stack/compose/conversion.hpp"
#include "planner/stack/compose/template.hpp"

namespace planner {

/// Of each file by itself: x-… keys go, variables get the form that deploy reads, or their values, everything gets its
/// long form, and values the types that deploy takes.
void drop_extensions(Conversion& conversion, YamlValue& root);
void leave_out_extension(Conversion& conversion, const YamlField& entry, const std::string& path);
void interpolate(Conversion& conversion, YamlValue& root);
void settle_template(Conversion& conversion, YamlValue& value, const Template& parts, const std::string& path);
void lengthen(Conversion& conversion, YamlValue& root);
void settle_types(Conversion& conversion, YamlValue& root);

/// `over` on top of `base`.
void merge_compose(YamlValue& base, YamlValue over);

/// Of all of them together: env_file becomes environment, keys that deploy does not obey get the form that it does, or
/// go.
void read_env_files(Conversion& conversion, YamlValue& root);
DotEnv find_dot_env(Conversion& conversion, const YamlValue& root);
void rewrite_services(Conversion& conversion, YamlValue& root);
void drop_unheard(Conversion& conversion, YamlValue& root);
void rewrite_objects(Conversion& conversion, YamlValue& root, ComposeObjects& objects);

/// A service of the tree; what no field holds goes to Service::rest.
Service read_service(Conversion& conversion, std::string_view name, YamlValue tree);

/// What the spec says of a service beats what the compose files say, lists add up.
Service with_spec(Service compose, const Service& spec);

}  // namespace planner
