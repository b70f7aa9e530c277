#pragma once
// Tables that are no section: places, told from slips of the hand.
#include "planner/spec/decode.hpp"
#include "planner/spec/spec.hpp"

namespace planner {

/// Does a role key stand anywhere in or beneath the table?
bool yields_role(const toml::table& table);

/// Does an attribute of a place stand anywhere in or beneath the table?
bool yields_attribute(const toml::table& table);

/// A place and all places beneath it. `where` is the first key that names it or something inside it.
PlaceSpec decode_place(Decoder& decoder, const Item& item, const Path& path);

/// Names of all sections at the top level.
std::vector<std::string_view> section_names();

}  // namespace planner
