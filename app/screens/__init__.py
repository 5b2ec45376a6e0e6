"""The pages that people see, in Streamlit: each module draws one page or one part of it."""
