-- Texts as rows.
--
-- /// endpoint
-- path   = "/echoes"
-- answer = "many"
-- order  = ["value"]
-- [parameters.texts]
-- about   = "Texts to give back."
-- [parameters.order]
-- about   = "Nothing comes of it."
-- valid   = ["rising", "falling"]
-- ///
create or replace macro echoes(texts varchar[] := ['none'], "order" varchar := null) as table
    select unnest(texts) as value;
