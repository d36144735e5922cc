-- Every municipality once for each year of the coca table: no shape is stored twice.
CREATE VIEW municipality_years AS
SELECT coca_by_year.fid AS OGC_FID, geom, divipola, municipality, department, year,
       coca_by_year.coca_ha AS coca_ha, coca_by_year.coca_ha_per_100km2 AS coca_ha_per_100km2
FROM coca_by_year JOIN municipalities USING (divipola);

INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change,
                           min_x, min_y, max_x, max_y, srs_id)
SELECT 'municipality_years', 'features', 'municipality_years', last_change,
       min_x, min_y, max_x, max_y, srs_id
FROM gpkg_contents WHERE table_name = 'municipalities';

INSERT INTO gpkg_geometry_columns (table_name, column_name, geometry_type_name, srs_id, z, m)
SELECT 'municipality_years', column_name, geometry_type_name, srs_id, z, m
FROM gpkg_geometry_columns WHERE table_name = 'municipalities';
