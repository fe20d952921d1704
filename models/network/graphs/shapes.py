"""The shapes that the configuration gives to the network's tensors, by their names."""

from dataclasses import dataclass

from models.config import NetworkConfig
from models.network.labels import ARTICLE_RELATIONS, LAYERS, N_LINK_DISTANCES, N_SPECIAL_ANSWERS, RELATIONS
from models.network.nodes import N_COUNTS, N_DISTANCES, N_PARAGRAPHS, NODE_KINDS, TIES
from models.network.questions import N_FEATURES, Asked
from models.text.pieces import FEATURE_SIZES

Shapes = dict[str, tuple[int, ...]]

N_NODE_HEADS = 6
_PAIR_SIZES = (N_DISTANCES, len(TIES), N_PARAGRAPHS)


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderShape:
    """The fields of the encoder in config.json, named as the encoder's own library does."""

    vocab_size: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    max_position_embeddings: int
    type_vocab_size: int = 2
    layer_norm_eps: float = 1e-12
    hidden_act: str = "gelu"

    def __post_init__(self) -> None:
        if self.hidden_act != "gelu":
            raise ValueError(f"its encoder needs the activation {self.hidden_act}, and only gelu is known here")


def tensor_shapes(config: NetworkConfig, encoder: EncoderShape) -> Shapes:
    """All tensors of the network."""
    width = encoder.hidden_size
    return {
        **_encoder_shapes(encoder),
        **_tag_shapes(config.tag_width, width=width),
        **_link_shapes(config.link_width, width=width),
        **_article_shapes(config.node_width, n_layers=config.n_node_layers, width=width),
        **_ranker_shapes("speaker", config.ranker_width),
        **_ranker_shapes("relay", config.ranker_width),
    }


def _encoder_shapes(encoder: EncoderShape) -> Shapes:
    width, at = encoder.hidden_size, "encoder.bert.embeddings"
    shapes: Shapes = {
        f"{at}.word_embeddings.weight": (encoder.vocab_size, width),
        f"{at}.position_embeddings.weight": (encoder.max_position_embeddings, width),
        f"{at}.token_type_embeddings.weight": (encoder.type_vocab_size, width),
        **_norm(f"{at}.LayerNorm", width),
        **{f"encoder.features.{number}.weight": (size, width) for number, size in enumerate(FEATURE_SIZES)},
    }
    for number in range(encoder.num_hidden_layers):
        shapes |= _encoder_layer_shapes(f"encoder.bert.encoder.layer.{number}", encoder)
    return shapes


def _encoder_layer_shapes(at: str, encoder: EncoderShape) -> Shapes:
    width = encoder.hidden_size
    shapes: Shapes = _norm(f"{at}.attention.output.LayerNorm", width) | _norm(f"{at}.output.LayerNorm", width)
    for part in ("self.query", "self.key", "self.value", "output.dense"):
        shapes |= _linear(f"{at}.attention.{part}", width, width)
    shapes |= _linear(f"{at}.intermediate.dense", encoder.intermediate_size, width)
    return shapes | _linear(f"{at}.output.dense", width, encoder.intermediate_size)


def _tag_shapes(tag_width: int, *, width: int) -> Shapes:
    return {
        **_linear("tags.hidden.0", tag_width, width),
        **_linear("tags.scores", sum(layer.n_tags for layer in LAYERS), tag_width),
        **{f"tags.fields.{layer.name}.steps": (layer.n_tags, layer.n_tags) for layer in LAYERS},
    }


def _link_shapes(link_width: int, *, width: int) -> Shapes:
    n_relations = len(RELATIONS)
    return {
        "links.special": (n_relations, N_SPECIAL_ANSWERS, link_width),
        "links.distance": (n_relations, N_LINK_DISTANCES),
        **_linear("links.query", n_relations * link_width, 2 * width),
        **_linear("links.key", n_relations * link_width, width),
    }


def _article_shapes(node_width: int, *, n_layers: int, width: int) -> Shapes:
    n_relations = len(ARTICLE_RELATIONS)
    shapes: Shapes = {
        "article.kinds.weight": (len(NODE_KINDS), node_width),
        "article.counts.weight": (N_COUNTS, node_width),
        **_linear("article.enter", node_width, 2 * width),
        **_norm("article.leave", node_width),
        **_linear("article.query", n_relations * node_width, node_width),
        **_linear("article.key", n_relations * node_width, node_width),
        **_linear("article.nobody", n_relations, node_width),
        **_pair_shapes("article.bias", n_relations),
    }
    for number in range(n_layers):
        shapes |= _node_layer_shapes(f"article.layers.{number}", node_width)
    return shapes


def _ranker_shapes(asked: Asked, width: int) -> Shapes:
    return {
        **_linear(f"rankers.{asked}.first", width, N_FEATURES[asked]),
        **_linear(f"rankers.{asked}.second", width, width),
        **_linear(f"rankers.{asked}.score", 1, width),
        **_linear(f"rankers.{asked}.plain", 1, N_FEATURES[asked]),
    }


def _node_layer_shapes(at: str, width: int) -> Shapes:
    return {
        **_pair_shapes(f"{at}.bias", N_NODE_HEADS),
        **_norm(f"{at}.before_attention", width),
        **_norm(f"{at}.before_hidden", width),
        **_linear(f"{at}.projections", 3 * width, width),
        **_linear(f"{at}.gathered", width, width),
        **_linear(f"{at}.hidden.0", 2 * width, width),
        **_linear(f"{at}.hidden.2", width, 2 * width),
    }


def _pair_shapes(at: str, n_channels: int) -> Shapes:
    return {f"{at}.tables.{number}.weight": (size, n_channels) for number, size in enumerate(_PAIR_SIZES)}


def _linear(at: str, n_out: int, n_in: int) -> Shapes:
    return {f"{at}.weight": (n_out, n_in), f"{at}.bias": (n_out,)}


def _norm(at: str, width: int) -> Shapes:
    return {f"{at}.weight": (width,), f"{at}.bias": (width,)}
