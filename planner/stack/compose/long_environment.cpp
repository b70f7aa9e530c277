// environment, a mapping, and env_file, a list of {path, required, format}: read once all files are one, as Compose
// does.
#include <utility>

#include "planner/stack/compose/long_forms.hpp"
#include "planner/stack/compose/yaml_edit.hpp"

namespace planner {

void lengthen_environment(Conversion& conversion, YamlValue& service, const std::string& path) {
  lengthen_pairs(conversion, service, "environment", path, true);
  YamlValue* files = value_in(service, "env_file");
  if (files == nullptr || files->is_null()) return;
  YamlValue list = new_sequence(*files);
  list.tag = files->tag;
  if (files->is_sequence())
    list.items = std::move(files->items);
  else
    list.items.push_back(std::move(*files));
  for (YamlValue& item : list.items) {
    if (!item.is_scalar()) continue;
    YamlValue file = new_mapping(item);
    set(file, "path", new_text(item.text, item));
    item = std::move(file);
  }
  *files = std::move(list);
}

}  // namespace planner
