"""From draft to public: who may do what and when, and the record of it."""
