// [storage] and [database]: names of the catalogue, and what each driver needs.
#include <fmt/format.h>

#include "planner/catalogue/database_engines.hpp"
#include "planner/catalogue/storage_drivers.hpp"
#include "planner/spec/resolve.hpp"

namespace planner {
namespace {

std::vector<std::string> values_of(const Texts& texts) {
  std::vector<std::string> values;
  for (const Located<std::string>& text : texts) values.push_back(text.value);
  return values;
}

std::string text_of(const Text& text) { return text ? text->value : std::string(); }

void resolve_storage(Resolver& resolver, const StorageSpec& spec) {
  const StorageDriver* driver = spec.driver ? find_storage_driver(spec.driver->value) : nullptr;
  if (driver == nullptr) return;  // not said, or the decoder has told it
  if (driver->name == "s3" && spec.endpoint) driver = find_storage_driver("s3-compatible");
  Storage storage{std::string(driver->name), text_of(spec.bucket), text_of(spec.endpoint), values_of(spec.regions),
                  values_of(spec.uses),      spec.driver->where,   spec.driver->where};
  if (driver->needs_endpoint && storage.endpoint.empty())
    resolver.decoder.error("missing-key", spec.driver->where,
                           fmt::format("storage.driver {} is reached at an address of your own, and storage.endpoint "
                                       "is missing",
                                       driver->name),
                           driver->name == "r2" ? "endpoint = \"ACCOUNT_ID.r2.cloudflarestorage.com\""
                                                : "endpoint = \"minio.example:9000\"");
  if (driver->local && !(storage.bucket.empty() && storage.endpoint.empty() && storage.regions.empty()))
    resolver.decoder.error("invalid-value", spec.driver->where,
                           "storage.driver local is a node's own disk: it has no bucket, endpoint or regions",
                           "leave them out, or name the driver of the bucket");
  if (storage.uses.empty())
    storage.uses = {"files", "builds", "deployments"};
  else
    storage.uses_where = spec.uses.front().where;
  resolver.cluster.storage = std::move(storage);
}

void resolve_database(Resolver& resolver, const DatabaseSpec& spec) {
  if (!spec.engine || find_database_engine(spec.engine->value) == nullptr) return;
  Database database{spec.engine->value, Hosting::unknown, text_of(spec.host), values_of(spec.regions),
                    spec.engine->where};
  if (spec.hosting) database.hosting = spec.hosting->value == "self" ? Hosting::self : Hosting::managed;
  resolver.cluster.database = std::move(database);
}

}  // namespace

void resolve_data_plane(Resolver& resolver) {
  if (resolver.spec.storage) resolve_storage(resolver, *resolver.spec.storage);
  if (resolver.spec.database) resolve_database(resolver, *resolver.spec.database);
}

}  // namespace planner
